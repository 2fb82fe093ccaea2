import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";
import pipelineExecute from "./pipeline-execute.ts";

const numbers = [1, 2, 3, 4, 5].map((n) => ({ n }));

function mapperNode(rows: readonly (readonly [string, string])[]) {
  return {
    id: "map",
    classId: "com-snaplogic-snaps-transform-datatransform",
    version: 4,
    label: "Mapper",
    settings: {
      transformations: {
        mappingTable: rows.map(([expression, targetPath]) => ({ expression, targetPath })),
      },
    },
  };
}

/** A pipeline with an open input and output that groups all it gets. */
const grouping = buildSlp({
  label: "grouping",
  snaps: [
    {
      id: "group",
      classId: "com-snaplogic-snaps-transform-groupbyn",
      version: 1,
      label: "Group",
      settings: { groupSize: 0 },
      inputs: ["input0"],
      outputs: ["output0"],
    },
  ],
});

const doubling = buildSlp({
  label: "doubling",
  parameters: { add: "0" },
  snaps: [
    {
      ...mapperNode([["$n * 2 + parseInt(_add)", "$n"]]),
      inputs: ["input0"],
      outputs: ["output0"],
    },
  ],
});

/** Has an open error view, to which documents with a text go. */
const choosy = buildSlp({
  label: "choosy",
  snaps: [
    {
      ...mapperNode([["$n.missing", "$m"]]),
      inputs: ["input0"],
      outputs: ["output0"],
      error: "continue",
    },
  ],
});

const swallowing = buildSlp({
  label: "swallowing",
  snaps: [
    {
      id: "exit",
      classId: "com-snaplogic-snaps-flow-exit",
      version: 1,
      label: "Exit",
      settings: { KeyThresholdLimit: 2 },
      inputs: ["input0"],
      outputs: [],
    },
  ],
});

const pipelines = { grouping, doubling, choosy, swallowing };

async function execute(settings: Readonly<Record<string, ExampleSetting>>, errors = false) {
  return runSnap(
    pipelineExecute,
    { given: numbers, settings, pipelines, ...(errors ? { errors: [] } : {}) },
    { batchSize: 2 },
  );
}

describe("Pipeline Execute", () => {
  it("gives each child as many documents as the batch size says", async () => {
    const outcome = await execute({ pipeline: "grouping", batchSize: 2 });
    assert.deepEqual(outcome.outputs["output0"], [
      { group: [{ n: 1 }, { n: 2 }] },
      { group: [{ n: 3 }, { n: 4 }] },
      { group: [{ n: 5 }] },
    ]);
  });

  it("gives one reused child all documents", async () => {
    const outcome = await execute({ pipeline: "grouping", reuse: true });
    assert.deepEqual(outcome.outputs["output0"], [{ group: numbers }]);
  });

  it("runs a pool of children, each document once", async () => {
    for (const reuse of [false, true]) {
      const outcome = await execute({ pipeline: "doubling", poolSize: 3, reuse });
      const results = (outcome.outputs["output0"] ?? []).map((item) => JSON.stringify(item));
      assert.deepEqual(
        results.toSorted(),
        [2, 4, 6, 8]
          .map((n) => `{"n":${n}}`)
          .concat('{"n":10}')
          .toSorted(),
      );
    }
  });

  it("hands parameters over as text, evaluated for each document", async () => {
    const params = [{ paramName: "add", paramValue: { expression: "$n * 100" } }];
    const outcome = await execute({ pipeline: "doubling", params });
    assert.deepEqual(outcome.outputs["output0"]?.[1], { n: 204 });
  });

  it("refuses parameters from the document when children are reused", async () => {
    const params = [{ paramName: "add", paramValue: { expression: "$n" } }];
    const outcome = await execute({ pipeline: "doubling", params, reuse: true });
    assert.match(outcome.failure ?? "", /n/);
  });

  it("passes the documents on when the child has no open output", async () => {
    const outcome = await execute({ pipeline: "swallowing" });
    assert.deepEqual(outcome.outputs["output0"], numbers);
  });

  it("sends the documents of a child that fails to the error view", async () => {
    const outcome = await execute({ pipeline: "swallowing", batchSize: 3 }, true);
    assert.deepEqual(outcome.outputs["output0"], [{ n: 4 }, { n: 5 }]);
    assert.deepEqual(
      outcome.errors.map((error) => error["original"]),
      [{ n: 1 }, { n: 2 }, { n: 3 }],
    );
    assert.match(JSON.stringify(outcome.errors[0]), /Exceeded threshold limit/);
  });

  it("fails the run when a reused child fails", async () => {
    const outcome = await execute({ pipeline: "swallowing", reuse: true }, true);
    assert.match(outcome.failure ?? "", /Exceeded threshold limit/);
  });

  it("sends what comes out of the child's error view to its own", async () => {
    const outcome = await execute({ pipeline: "choosy" }, true);
    assert.equal(outcome.failure, undefined);
    assert.deepEqual(
      outcome.errors.map((error) => error["original"]),
      numbers,
    );
  });

  it("fails after the retries when the child fails every time", async () => {
    const outcome = await execute({
      pipeline: "swallowing",
      batchSize: 3,
      retryLimit: 2,
      retryInterval: 0,
    });
    assert.match(outcome.failure ?? "", /Exceeded threshold limit/);
    assert.deepEqual(outcome.outputs["output0"], []);
  });
});
