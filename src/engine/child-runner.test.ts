import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { printJson } from "../base/json.ts";
import { mapping, runJob, snapClass, type JobOptions } from "../../test/support/run-job.ts";
import { probeSnaps } from "../../test/support/probe-snaps.ts";
import type { SlpSpec, SnapSpec } from "../pipeline/slp-spec.ts";

const mapOpen = (id: string, target: string, expression: string): SnapSpec => ({
  id,
  classId: snapClass.mapper,
  inputs: ["input0"],
  outputs: ["output0"],
  settings: mapping({ [target]: expression }),
});

describe("a child pipeline", () => {
  it("that fails is an error of the parent's document, with the words of the child's Snap", async () => {
    const outcome = await runParent(
      { snaps: [mapOpen("map", "$x", "$value == 2 ? $missing : $value")] },
      { error: "continue" },
    );
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.outputs["call - output0"], [{ x: 1 }, { x: 3 }]);
    const [error] = outcome.outputs["call - error0"] ?? [];
    assert.match(printJson(error?.["error"]), /The pipeline .*child.* failed in its Snap .*map/);
    assert.deepEqual(error?.["original"], { value: 2 });
  });

  it("that fails away from its output is Failed, not Stopped", async () => {
    const child: SlpSpec = {
      snaps: [
        { id: "endless", classId: "probe-endless", inputs: [] },
        { id: "keep", classId: snapClass.filter, settings: { filterExpression: "$n < 0" } },
        { id: "broken", classId: "probe-broken", inputs: [] },
        { id: "end", classId: snapClass.sort, settings: { sortPaths: [{ sortPath: "$n" }] } },
      ],
      links: [
        ["endless", "keep"],
        ["broken", "end"],
      ],
    };
    const outcome = await runParent(child, { inputs: [] });
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "call");
    assert.match(outcome.errors[0]?.error ?? "", /failed in its Snap "broken"/);
  });

  it("is not blamed for a failure upstream of the parent's Snap", async () => {
    const log: string[] = [];
    for (const reuse of [true, false]) {
      const outcome = await runJob(
        {
          snaps: [
            { id: "broken", classId: "probe-broken", inputs: [] },
            { id: "call", classId: snapClass.execute, settings: { pipeline: "child", reuse } },
          ],
          links: [["broken", "call"]],
        },
        { pipelines: { child: { snaps: [mapOpen("map", "$x", "1")] } }, snaps: probeSnaps(log) },
      );
      assert.equal(outcome.state, "Failed");
      assert.equal(outcome.errors[0]?.snapId, "broken");
      assert.equal(outcome.snap("call").errorCount, 0);
    }
  });

  it("sends what its open error views put out to the parent's error view", async () => {
    const child = mapOpen("map", "$x", "$value == 2 ? $missing : $value");
    const outcome = await runParent(
      { snaps: [{ ...child, error: "continue" }] },
      {
        error: "continue",
      },
    );
    assert.deepEqual(outcome.outputs["call - output0"], [{ x: 1 }, { x: 3 }]);
    assert.deepEqual(
      outcome.outputs["call - error0"]?.map((document) => document["original"]),
      [{ value: 2 }],
    );
  });

  it("sees its own defaults, and only the parameters that are handed over", async () => {
    const outcome = await runParent(
      {
        parameters: { own: "default", given: "default" },
        snaps: [mapOpen("map", "$x", "_own + ' ' + _given + ' ' + pipe.label")],
      },
      { settings: { params: [{ paramName: "given", paramValue: { expression: "$value" } }] } },
      { parameters: { own: "of the parent" } },
    );
    assert.deepEqual(outcome.outputs["call - output0"]?.[0], { x: "default 1 child" });
  });

  it("does not run what is disabled in it, nor read it", async () => {
    const outcome = await runParent({
      snaps: [{ ...mapOpen("off", "$x", "1"), mode: "Disabled" }, mapOpen("map", "$x", "$value")],
    });
    assert.deepEqual(outcome.errors, []);
    assert.deepEqual(outcome.outputs["call - output0"], [{ x: 1 }, { x: 2 }, { x: 3 }]);
  });

  it("runs its Snaps with effects to their end when its output is read", async () => {
    const log: string[] = [];
    const outcome = await runParent(
      {
        snaps: [
          {
            id: "source",
            classId: snapClass.sequence,
            inputs: [],
            settings: { numberOfDocumentsProp: 4_000 },
          },
          { id: "effect", classId: "probe-effect" },
          { id: "head", classId: snapClass.head, outputs: ["output0"] },
        ],
        links: [["source", "effect", "head"]],
      },
      { inputs: [] },
      { snaps: probeSnaps(log) },
    );
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(log, ["effect saw 4000"]);
  });

  it("runs for every document, even when the parent's reader had enough", async () => {
    const log: string[] = [];
    const effect = { id: "effect", classId: "probe-effect", inputs: ["input0"] };
    const outcome = await runJob(
      {
        snaps: [
          {
            id: "source",
            classId: snapClass.sequence,
            inputs: [],
            settings: { numberOfDocumentsProp: 5 },
          },
          { id: "call", classId: snapClass.execute, settings: { pipeline: "child" } },
          { id: "head", classId: snapClass.head },
        ],
        links: [["source", "call", "head"]],
      },
      { pipelines: { child: { snaps: [effect] } }, snaps: probeSnaps(log) },
    );
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(log, Array(5).fill("effect saw 1"));
  });

  it("is read by the whole id of a Snap, not by the beginning of it", async () => {
    const outcome = await runParent({
      snaps: [
        mapOpen("map_b", "$x", "$value"),
        { id: "map", classId: snapClass.sequence, inputs: [], settings: {} },
        { id: "map_c", classId: "probe-effect" },
        { id: "map_d", classId: snapClass.head, outputs: ["output0"] },
      ],
      links: [["map", "map_c", "map_d"]],
    });
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.outputs["call - output0"], [{ x: 1 }, { x: 2 }, { x: 3 }]);
  });

  it("that calls itself without end is refused by name of the limit", async () => {
    const outcome = await runParent(
      { snaps: [{ id: "again", classId: snapClass.execute, settings: { pipeline: "child" } }] },
      { inputs: [] },
      { limits: { pipelineDepthMax: 5 } },
    );
    assert.equal(outcome.state, "Failed");
    assert.match(
      `${outcome.errors[0]?.error} ${outcome.errors[0]?.reason}`,
      /5 levels deep.*pipelineDepthMax/,
    );
  });

  it("that cannot start says why", async () => {
    const outcome = await runParent({ snaps: [{ id: "odd", classId: "com-odd" }] });
    assert.equal(outcome.state, "Failed");
    assert.match(outcome.errors[0]?.error ?? "", /The pipeline "child" cannot start/);
    assert.match(outcome.errors[0]?.reason ?? "", /com-odd/);
  });
});

/** Runs a parent that calls `child` for the numbers 1 to 3, or once without input. */
async function runParent(child: SlpSpec, call: Partial<SnapSpec> = {}, options: JobOptions = {}) {
  const source: SnapSpec = {
    id: "source",
    classId: snapClass.sequence,
    inputs: [],
    settings: { numberOfDocumentsProp: 3 },
  };
  const settings = { pipeline: "child", ...call.settings };
  const fed = call.inputs === undefined;
  return await runJob(
    {
      parameters: { own: "" },
      snaps: [
        ...(fed ? [source] : []),
        { id: "call", classId: snapClass.execute, ...call, settings },
      ],
      links: fed ? [["source", "call"]] : [],
    },
    { pipelines: { child }, snaps: probeSnaps(), ...options },
  );
}
