import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runJob, snapClass } from "../../../test/support/run-job.ts";
import type { SnapSpec } from "../../pipeline/slp-spec.ts";
import sinkBot from "./sink-bot.ts";
import throttleBot from "./throttle-bot.ts";
import warnBot from "./warn-bot.ts";

const numbers: SnapSpec = {
  id: "numbers",
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: 30 },
};

describe("WarnBot", () => {
  it("warns of the first documents, and then of how many there were", async () => {
    const outcome = await runJob(
      {
        snaps: [
          numbers,
          { id: "warn", classId: warnBot.classId },
          { id: "sink", classId: sinkBot.classId, outputs: [] },
        ],
        links: [["numbers", "warn", "sink"]],
      },
      { limits: { answerDocumentsMax: 2 } },
    );
    assert.deepEqual(outcome.snap("warn").warnings, [
      'Document 1: {"value":1}',
      'Document 2: {"value":2}',
      "There were 30 documents.",
    ]);
    assert.equal(outcome.snap("sink").inputs[0]?.items, 30);
  });
});

describe("ThrottleBot", () => {
  const slow: SnapSpec = {
    id: "slow",
    classId: throttleBot.classId,
    settings: { speed: 600_000 },
  };

  it("stops at once when the run is stopped", async () => {
    const stop = new AbortController();
    const job = { snaps: [numbers, slow], links: [["numbers", "slow"]] };
    setTimeout(() => stop.abort(), 20);
    const outcome = await runJob(job, { signal: stop.signal });
    assert.equal(outcome.state, "Stopped");
  });

  it("does not wait in a validation", async () => {
    const job = { snaps: [numbers, slow], links: [["numbers", "slow"]] };
    const outcome = await runJob(job, { mode: "preview" });
    assert.equal(outcome.snap("slow").outputs[0]?.items, 30);
  });
});
