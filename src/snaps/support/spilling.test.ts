import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import type { ExampleSetting, SnapDefinition } from "../../engine/define-snap.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import type { Document } from "../../expr/value.ts";
import gate from "../flow/gate.ts";
import tail from "../flow/tail.ts";
import aggregate from "../transform/aggregate.ts";
import diff from "../transform/diff.ts";
import groupByFields from "../transform/group-by-fields.ts";
import groupByN from "../transform/group-by-n.ts";
import inMemoryLookup from "../transform/in-memory-lookup.ts";
import join from "../transform/join.ts";
import sort from "../transform/sort.ts";
import unique from "../transform/unique.ts";

const documents = Array.from({ length: 600 }, (_, id): Document => {
  const key = (id * 7919) % 211;
  return { key: `key-${key}`, n: key % 13, amount: `${key}.25`, when: new DateTime(key * 1000) };
});

interface Case {
  readonly snap: SnapDefinition;
  readonly settings: Readonly<Record<string, ExampleSetting>>;
  readonly given?: Readonly<Record<string, readonly Document[]>>;
  readonly outputs?: readonly string[];
}

const cases: readonly Case[] = [
  { snap: sort, settings: { sortPaths: [{ sortPath: "$when" }] } },
  {
    snap: aggregate,
    settings: {
      groupByFields: [{ fieldPath: "$key" }, { fieldPath: "$when" }],
      aggregateFields: [
        { function: "SUM", field: "$amount", resultField: "sum" },
        { function: "COUNT", field: "$n", resultField: "count" },
        { function: "MAX", field: "$when", resultField: "last" },
        { function: "CONCAT", field: "$n", resultField: "all" },
      ],
    },
  },
  { snap: unique, settings: {} },
  { snap: tail, settings: { numOfDocs: 250, offset: 33 } },
  { snap: groupByN, settings: { groupSize: 170 } },
  { snap: groupByN, settings: {} },
  {
    snap: groupByFields,
    settings: { fields: [{ field: "$half" }] },
    given: { input0: documents.map((document, id) => ({ ...document, half: id < 300 })) },
  },
  { snap: gate, settings: {} },
  {
    snap: join,
    settings: {
      joinType: "Outer",
      joinPaths: [{ leftPath: "$key", rightPath: "$key", rightInputView: "input1" }],
      sortedStreams: "Unsorted",
    },
    given: { input0: documents, input1: documents.slice(100, 200) },
  },
  {
    snap: diff,
    settings: { joinPaths: [{ leftPath: "$key" }], sortedStreams: "Unsorted" },
    given: { input0: documents.slice(0, 500), input1: documents.slice(100) },
    outputs: ["output0", "output1", "output2", "output3"],
  },
  {
    snap: inMemoryLookup,
    settings: { joinPaths: [{ leftPath: "$key", rightPath: "$key" }] },
    given: { input0: documents, input1: documents.slice(100, 300) },
  },
];

describe("Snaps that spill", () => {
  for (const { snap, settings, given = { input0: documents }, outputs = ["output0"] } of cases) {
    it(`${snap.label} ${JSON.stringify(settings).slice(0, 40)} gives on disk what it gives in memory`, async () => {
      const example = { given, settings, outputs };
      const memory = await runSnap(snap, example, { batchSize: 100 });
      assert.equal(memory.failure, undefined);
      assert.ok((memory.outputs["output0"]?.length ?? 0) > 0);
      for (const spillMemoryBytesMax of [1, 5_000]) {
        const limits = { spillMemoryBytesMax };
        const disk = await runSnap(snap, example, { batchSize: 100, limits });
        assert.equal(disk.failure, undefined);
        assert.deepEqual(disk.outputs, memory.outputs);
        const full = { ...limits, spillDiskBytesMax: 10 };
        const refused = await runSnap(snap, example, { batchSize: 100, limits: full });
        assert.match(refused.failure ?? "", /spillDiskBytesMax/, "it does spill");
      }
    });
  }
});
