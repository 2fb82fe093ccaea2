import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { toText } from "../../expr/to-text.ts";
import type { Document } from "../../expr/value.ts";
import sort from "./sort.ts";

const rows = fc.array(
  fc.record({
    k: fc.option(fc.integer({ min: 0, max: 5 })),
    s: fc.constantFrom("", "a", "B", "10", "9"),
  }),
  { maxLength: 80 },
);

function order(direction: 1 | -1): (a: Document, b: Document) => number {
  return (a, b) => {
    const [left, right] = [a["k"] ?? -1, b["k"] ?? -1];
    const byNumber = left < right ? -1 : left > right ? 1 : 0;
    const [first, second] = [toText(a["s"] ?? ""), toText(b["s"] ?? "")];
    return byNumber * direction || (first < second ? -1 : first > second ? 1 : 0);
  };
}

describe("Sort", () => {
  for (const sortOrderInd of ["ascending", "descending"] as const) {
    it(`is Array.toSorted, ${sortOrderInd}, in memory and on disk`, async () => {
      await fc.assert(
        fc.asyncProperty(rows, async (drawn) => {
          const given = drawn.map((row, index): Document => ({ ...row, id: index }));
          const expected = given.toSorted(order(sortOrderInd === "ascending" ? 1 : -1));
          const settings = { sortPaths: [{ sortPath: "$k", sortOrderInd }, { sortPath: "$s" }] };
          for (const spillMemoryBytesMax of [1, 2_000, 1e9]) {
            const outcome = await runSnap(
              sort,
              { given, settings },
              { limits: { spillMemoryBytesMax } },
            );
            assert.equal(outcome.failure, undefined);
            assert.deepEqual(outcome.outputs["output0"], expected);
          }
        }),
        { numRuns: 12 },
      );
    });
  }

  it("merges more runs than it can read at once", async () => {
    const given = Array.from({ length: 700 }, (_, id): Document => ({ k: (id * 7919) % 101, id }));
    const settings = { sortPaths: [{ sortPath: "$k" }] };
    const limits = { spillMemoryBytesMax: 1 };
    const outcome = await runSnap(sort, { given, settings }, { limits });
    assert.deepEqual(
      outcome.outputs["output0"],
      given.toSorted((a, b) => Number(a["k"]) - Number(b["k"])),
    );
  });

  it("ends with a refusal that names the limit when the disk share is used up", async () => {
    const given = Array.from({ length: 50 }, (_, id): Document => ({ id }));
    const settings = { sortPaths: [{ sortPath: "$id" }] };
    const limits = { spillMemoryBytesMax: 1, spillDiskBytesMax: 100 };
    const outcome = await runSnap(sort, { given, settings }, { limits });
    assert.match(outcome.failure ?? "", /spillDiskBytesMax/);
  });
});
