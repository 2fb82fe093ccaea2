import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mapping, runJob, snapClass, type JobOptions } from "../../test/support/run-job.ts";
import { probeSnaps } from "../../test/support/probe-snaps.ts";
import type { ErrorBehavior } from "../pipeline/model.ts";
import type { SlpSpec, SnapSpec } from "../pipeline/slp-spec.ts";

const numbers = (count: number): SnapSpec => ({
  id: "numbers",
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: count },
});
/** Fails for every document but even ones. */
const map = (error: ErrorBehavior): SnapSpec => ({
  id: "map",
  label: "Map it",
  classId: snapClass.mapper,
  error,
  settings: mapping({ $x: "$value % 2 == 0 ? $value : $missing" }),
});
function job(error: ErrorBehavior, count = 4, more: Partial<SlpSpec> = {}): SlpSpec {
  return {
    snaps: [numbers(count), map(error)],
    links: [["numbers", "map"]],
    errorPipeline: "errors",
    errorParameters: { from: { expression: "pipe.label + ' ' + _by" } },
    parameters: { by: "Ada" },
    ...more,
  };
}

/** Writes what it got to a file, with the parameter. */
const errors: SlpSpec = {
  parameters: { from: "nobody" },
  snaps: [
    {
      id: "take",
      classId: snapClass.mapper,
      inputs: ["input0"],
      settings: mapping({
        $from: "_from",
        $id: "$original.value",
        $snap: "$snap_details.label",
        $error: "$error",
      }),
    },
    { id: "format", classId: snapClass.jsonFormatter, outputs: ["output0:binary"] },
    {
      id: "write",
      classId: snapClass.fileWriter,
      inputs: ["input0:binary"],
      outputs: [],
      settings: { filename: "errors.json" },
    },
  ],
  links: [["take", "format", "write"]],
};
const withErrors: JobOptions = { pipelines: { errors } };

function written(files: Readonly<Record<string, string>>): { readonly id: number }[] {
  return JSON.parse(files["errors.json"] ?? "[]");
}

describe("an error pipeline", () => {
  it("takes the errors of Snaps that leave them to it, with its parameters", async () => {
    const outcome = await runJob(job("none"), withErrors);
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.outputs["Map it - output0"], [{ x: 2 }, { x: 4 }]);
    assert.partialDeepStrictEqual(written(outcome.files), [
      { from: "job Ada", id: 1, snap: "Map it" },
      { from: "job Ada", id: 3, snap: "Map it" },
    ]);
    assert.equal(outcome.snap("map").errorCount, 2);
    assert.deepEqual(outcome.spilled, []);
  });

  it("takes what error views put out that no link leaves", async () => {
    const outcome = await runJob(job("continue"), withErrors);
    assert.deepEqual(
      written(outcome.files).map(({ id }) => id),
      [1, 3],
    );
  });

  it("does not take what a link takes, what is ignored, or what fails the run", async () => {
    const linked = job("continue");
    const keep = { id: "keep", classId: snapClass.filter, settings: { filterExpression: "true" } };
    const outcomes = [
      await runJob(
        {
          ...linked,
          snaps: [...linked.snaps, keep],
          links: [...(linked.links ?? []), ["map.error0", "keep"]],
        },
        withErrors,
      ),
      await runJob(job("ignore"), withErrors),
      await runJob(job("fail"), withErrors),
    ];
    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ["Completed", "Completed", "Failed"],
    );
    for (const { files } of outcomes) assert.deepEqual(files, {});
  });

  it("is not run when there are no errors, nor in a validation", async () => {
    assert.deepEqual((await runJob(job("none", 0), withErrors)).files, {});
    const preview = await runJob(job("none"), { ...withErrors, mode: "preview" });
    assert.equal(preview.state, "Completed");
    assert.deepEqual(preview.files, {});
    assert.equal(preview.snap("map").errorCount, 2);
  });

  it("takes many errors in the room of a few", async () => {
    const limits = { spillMemoryBytesMax: 1_000, batchSizeMax: 10 };
    const outcome = await runJob(job("none", 2_000), { ...withErrors, limits });
    assert.equal(outcome.state, "Completed");
    assert.equal(written(outcome.files).length, 1_000);
    assert.deepEqual(outcome.spilled, []);
  });

  it("gets what it took done when another Snap fails the run", async () => {
    const broken = {
      id: "broken",
      classId: snapClass.mapper,
      settings: mapping({ $y: "$x == 4 ? $missing : $x" }),
    };
    const failing = job("none", 4, {
      snaps: [numbers(4), map("none"), broken],
      links: [["numbers", "map", "broken"]],
    });
    const outcome = await runJob(failing, { ...withErrors, limits: { batchSizeMax: 1 } });
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "broken");
    assert.equal(written(outcome.files)[0]?.id, 1);
  });

  it("that fails, fails the run", async () => {
    const pipelines = {
      errors: { snaps: [{ ...map("fail"), inputs: ["input0"], outputs: ["output0"] }] },
    };
    const outcome = await runJob(job("none"), { pipelines });
    assert.equal(outcome.state, "Failed");
    assert.match(outcome.errors[0]?.error ?? "", /^The error pipeline ".*errors" failed/);
  });

  it("that cannot be used keeps the run from starting, and a validation too", async () => {
    const closed = { snaps: [numbers(1)] };
    for (const mode of ["execute", "preview"] as const) {
      const missing = await runJob(job("none"), { mode });
      assert.match(missing.errors[0]?.error ?? "", /There is no pipeline "errors"/);
      const unusable = await runJob(job("none"), { mode, pipelines: { errors: closed } });
      assert.match(unusable.errors[0]?.error ?? "", /"errors" cannot be used/);
      assert.match(unusable.errors[0]?.reason ?? "", /open input view/);
    }
  });

  it("has no error pipeline of its own", async () => {
    const pipelines = {
      errors: {
        errorPipeline: "errors",
        snaps: [{ ...map("none"), inputs: ["input0"], outputs: ["output0"] }],
      },
    };
    const outcome = await runJob(job("none"), { pipelines });
    assert.equal(outcome.state, "Failed");
    assert.match(outcome.errors[0]?.error ?? "", /^The error pipeline ".*errors" failed/);
  });

  it("of a child keeps the child's errors from the caller", async () => {
    const child = {
      ...job("continue"),
      snaps: [{ ...map("continue"), inputs: ["input0"], outputs: ["output0"] }],
      links: [],
    };
    const execute: SnapSpec = {
      id: "call",
      classId: snapClass.execute,
      error: "continue",
      settings: { pipeline: "child" },
    };
    const outcome = await runJob(
      { snaps: [numbers(2), execute], links: [["numbers", "call"]] },
      { pipelines: { child, errors } },
    );
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("call").errorCount, 0);
    assert.deepEqual(
      written(outcome.files).map(({ id }) => id),
      [1],
    );
  });

  it("is stopped with the run", async () => {
    const stop = new AbortController();
    const log: string[] = [];
    const endless: SlpSpec = {
      snaps: [{ id: "endless", classId: "probe-endless", inputs: ["input0"] }],
    };
    setTimeout(() => stop.abort(), 50);
    const outcome = await runJob(job("none"), {
      pipelines: { errors: endless },
      snaps: probeSnaps(log),
      signal: stop.signal,
    });
    assert.equal(outcome.state, "Stopped");
    assert.deepEqual(log, ["endless released"]);
  });
});

describe("the error behaviour `none`", () => {
  it("fails the run when there is no error pipeline", async () => {
    const { errorPipeline: _, ...without } = job("none");
    const outcome = await runJob(without);
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "map");
  });
});
