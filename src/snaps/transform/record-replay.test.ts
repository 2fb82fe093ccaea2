import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runJob, snapClass, type JobOptions } from "../../../test/support/run-job.ts";
import type { SlpSpec, SnapSpec } from "../../pipeline/slp-spec.ts";
import recordReplay from "./record-replay.ts";

const replay: SnapSpec = {
  id: "replay",
  classId: recordReplay.classId,
  inputs: ["input0"],
  settings: { docCount: 3, pathExpr: "kept.json" },
};
const numbers: SnapSpec = {
  id: "numbers",
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: 10 },
};
const fed: SlpSpec = { snaps: [numbers, replay], links: [["numbers", "replay"]] };

const preview: JobOptions = { mode: "preview" };

describe("Record Replay", () => {
  it("gives the recording in a validation in which nothing comes", async () => {
    const files = { "kept.json": '[{"n":1},\n{"when":{"_snaptype_localdate":"2018-04-27"}}]' };
    const outcome = await runJob({ snaps: [replay] }, { ...preview, files });
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.snap("replay").preview?.["output0"], [
      { n: 1 },
      { when: { _snaptype_localdate: "2018-04-27" } },
    ]);
    assert.deepEqual(outcome.snap("replay").warnings, []);
  });

  it("passes what comes in a validation, and records nothing there", async () => {
    const files = { "kept.json": '[{"n":1}]' };
    const outcome = await runJob(fed, { ...preview, files });
    assert.equal(outcome.snap("replay").preview?.["output0"]?.length, 10);
    assert.deepEqual(outcome.files, files);
  });

  it("warns of a recording that is not there or cannot be read, and completes", async () => {
    for (const files of [{}, { "kept.json": "[{" }]) {
      const outcome = await runJob({ snaps: [replay] }, { ...preview, files });
      assert.equal(outcome.state, "Completed");
      assert.match(outcome.snap("replay").warnings[0] ?? "", /^Nothing is replayed\./);
    }
  });

  it("keeps the recording when a run brings nothing", async () => {
    const files = { "kept.json": '[{"n":1}]' };
    const outcome = await runJob({ snaps: [replay] }, { files });
    assert.deepEqual(outcome.files, files);
  });

  it("records what came, also when the reader has enough", async () => {
    const outcome = await runJob({
      snaps: [
        numbers,
        { ...replay, settings: { docCount: 1_000, pathExpr: "kept.json" } },
        { id: "head", classId: snapClass.head, settings: { numberOfDocs: 1 } },
      ],
      links: [["numbers", "replay", "head"]],
    });
    assert.match(outcome.files["kept.json"] ?? "", /^\[\{"value":1\}/);
  });

  it("names the recording after pipeline and Snap when there is no path", async () => {
    const named = { ...replay, label: "Keep it", settings: { docCount: 1 } };
    const outcome = await runJob({ snaps: [numbers, named], links: [["numbers", "replay"]] });
    assert.deepEqual(Object.keys(outcome.files), ["job-Keep%20it-replay.json"]);
  });
});
