import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import diff from "./diff.ts";
import inMemoryLookup from "./in-memory-lookup.ts";

interface Row {
  readonly id: number;
  readonly v: number;
}

const row = fc.record(
  { id: fc.integer({ min: 0, max: 12 }), v: fc.integer({ min: 0, max: 1 }) },
  { noNullPrototype: true },
);
const inOrder = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => a.id - b.id);
const table = fc.uniqueArray(row, { selector: ({ id }) => id });

const outputs = ["deleted", "inserted", "modified", "unmodified"];

test("Diff tells what a comparison of two tables by their key tells", async () => {
  const settings = { joinPaths: [{ leftPath: "$id" }], sortedStreams: "Unsorted" };
  await fc.assert(
    fc.asyncProperty(table, table, async (newer, original) => {
      const inputs = ["newer", "original"];
      const given = { newer, original };
      const outcome = await runSnap(diff, { settings, given, inputs, outputs });
      const originalOf = new Map(original.map((one) => [one.id, one]));
      const ids = new Set(newer.map(({ id }) => id));
      assert.deepEqual(outcome.outputs, {
        deleted: inOrder(original.filter(({ id }) => !ids.has(id))),
        inserted: inOrder(newer.filter(({ id }) => !originalOf.has(id))),
        modified: inOrder(newer.filter(({ id, v }) => (originalOf.get(id)?.v ?? v) !== v)),
        unmodified: inOrder(newer.filter(({ id, v }) => originalOf.get(id)?.v === v)),
      });
    }),
    { numRuns: 60 },
  );
});

test("Diff compares documents with the same key one by one", async () => {
  const settings = { joinPaths: [{ leftPath: "$id" }] };
  const given = {
    input0: [{ id: 1, v: 1 }],
    input1: [
      { id: 1, v: 1 },
      { id: 1, v: 2 },
    ],
  };
  const outcome = await runSnap(diff, { settings, given, outputs });
  assert.deepEqual(outcome.outputs, {
    deleted: [{ id: 1, v: 2 }],
    inserted: [],
    modified: [],
    unmodified: [{ id: 1, v: 1 }],
  });
});

test("In-Memory Lookup finds what a nested loop finds, also with a table on disk", async () => {
  const settings = {
    joinPaths: [{ leftPath: "$id", rightPath: "$id" }],
    singleDocumentOutput: true,
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(row),
      fc.array(row),
      fc.constantFrom(1, 500, 64 * 1024 * 1024),
      async (left, right, spillMemoryBytesMax) => {
        const given = { input0: left, input1: right };
        const limits = { spillMemoryBytesMax };
        const outcome = await runSnap(inMemoryLookup, { settings, given }, { limits });
        assert.equal(outcome.failure, undefined);
        const expected = left.map((document) => {
          const found = right.filter(({ id }) => id === document.id);
          return found.length === 0 ? document : { ...document, "lookup results": found };
        });
        assert.deepEqual(outcome.outputs["output0"], expected);
      },
    ),
    { numRuns: 60 },
  );
});
