import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runJob, type JobOutcome } from "../../../test/support/run-job.ts";
import type { SettingSpec } from "../../pipeline/slp-spec.ts";
import fileOperation from "./file-operation.ts";

function operate(
  settings: Readonly<Record<string, SettingSpec>>,
  files: Readonly<Record<string, string>>,
): Promise<JobOutcome> {
  const snap = { id: "operate", classId: fileOperation.classId, inputs: [], settings };
  return runJob({ snaps: [snap] }, { files });
}

describe("File Operation", () => {
  it("moves a file: the source is gone", async () => {
    const outcome = await operate({ source: "a.csv", target: "b.csv" }, { "a.csv": "a" });
    assert.deepEqual(outcome.files, { "b.csv": "a" });
  });

  it("keeps a file that is moved to itself under another path", async () => {
    const settings = { source: "a.csv", target: "sldb:///a.csv" };
    const outcome = await operate(settings, { "a.csv": "a" });
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.files, { "a.csv": "a" });
  });

  it("refuses to copy a file to itself, or to move it where nothing may be", async () => {
    for (const more of [{ fileOperation: "Copy" }, { errorIfExists: true }]) {
      const settings = { source: "a.csv", target: "./a.csv", ...more };
      const outcome = await operate(settings, { "a.csv": "a" });
      assert.match(outcome.errors[0]?.error ?? "", /the same file/);
      assert.deepEqual(outcome.files, { "a.csv": "a" });
    }
  });

  it("leaves source and target when the target cannot be written", async () => {
    const outcome = await operate({ source: "a.csv", target: "no/b.csv" }, { "a.csv": "a" });
    assert.equal(outcome.state, "Failed");
    assert.deepEqual(outcome.files, { "a.csv": "a" });
  });
});
