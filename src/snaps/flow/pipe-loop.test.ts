import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { printJson } from "../../base/json.ts";
import { mapping, runJob, snapClass, type JobOutcome } from "../../../test/support/run-job.ts";
import type { SettingSpec, SlpSpec, SnapSpec } from "../../pipeline/slp-spec.ts";
import pipeLoop from "./pipe-loop.ts";

const numbers: SnapSpec = {
  id: "numbers",
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: 6 },
};
const double: SnapSpec = {
  id: "map",
  classId: snapClass.mapper,
  inputs: ["input0"],
  outputs: ["output0"],
  settings: mapping({ $value: "$value * 2" }),
};

function loop(
  child: SlpSpec,
  loopOptions: Readonly<Record<string, SettingSpec>>,
  more: Partial<SnapSpec> & { readonly poolSize?: number } = {},
): Promise<JobOutcome> {
  const { poolSize = 1, ...snap } = more;
  const settings = { pipeline: "child", loopOptions, executionOptions: { poolSize } };
  return runJob(
    {
      snaps: [numbers, { id: "loop", classId: pipeLoop.classId, settings, ...snap }],
      links: [["numbers", "loop"]],
    },
    { pipelines: { child } },
  );
}

describe("PipeLoop", () => {
  it("loops each document on its own, also when several loop at the same time", async () => {
    for (const poolSize of [1, 4]) {
      const options = { stopCondition: "$value >= 10", iterationLimit: 20 };
      const outcome = await loop({ snaps: [double] }, options, { poolSize });
      assert.deepEqual(outcome.errors, []);
      const values = outcome.outputs["loop - output0"]?.map(({ value }) => Number(value)) ?? [];
      assert.deepEqual(
        values.toSorted((a, b) => a - b),
        [10, 12, 12, 16, 16, 16],
      );
    }
  });

  it("does not run the child with a limit of 0", async () => {
    const outcome = await loop({ snaps: [double] }, { stopCondition: "false", iterationLimit: 0 });
    assert.deepEqual(outcome.outputs["loop - output0"]?.[5], { value: 6 });
  });

  it("takes the limit from the document", async () => {
    const options = { stopCondition: "false", iterationLimit: { expression: "$value" } };
    const outcome = await loop({ snaps: [double] }, options);
    assert.deepEqual(outcome.outputs["loop - output0"]?.[2], { value: 24 });
  });

  it("goes on past a condition that only what the child adds can answer", async () => {
    const child = { snaps: [{ ...double, settings: mapping({ $done: "true" }) }] };
    const outcome = await loop(child, { stopCondition: "$done", iterationLimit: 5 });
    assert.deepEqual(outcome.outputs["loop - output0"]?.[0], { done: true });
  });

  it("gives nothing for a document for which the child puts nothing out", async () => {
    const keep: SnapSpec = {
      id: "keep",
      classId: snapClass.filter,
      inputs: ["input0"],
      outputs: ["output0"],
      settings: { filterExpression: "$value % 2 == 0" },
    };
    const outcome = await loop({ snaps: [keep] }, { stopCondition: "false", iterationLimit: 2 });
    assert.equal(outcome.outputs["loop - output0"]?.length, 3);
  });

  it("refuses a child that it cannot feed or read", async () => {
    const child = { snaps: [{ ...double, inputs: [] }] };
    const outcome = await loop(child, { stopCondition: "false" }, { error: "continue" });
    assert.equal(outcome.outputs["loop - error0"]?.length, 6);
    assert.match(printJson(outcome.outputs["loop - error0"]?.[0]?.["error"]), /cannot be looped/);
  });
});
