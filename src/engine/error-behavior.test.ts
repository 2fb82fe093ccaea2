import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mapping, runJob, snapClass } from "../../test/support/run-job.ts";
import { probeSnaps } from "../../test/support/probe-snaps.ts";
import type { ErrorBehavior } from "../pipeline/model.ts";
import type { SlpSpec } from "../pipeline/slp-spec.ts";

/** Three documents, of which the second cannot be mapped. */
function job(error: ErrorBehavior, links: readonly (readonly string[])[] = []): SlpSpec {
  return {
    snaps: [
      {
        id: "source",
        classId: snapClass.json,
        inputs: [],
        settings: { editable_content: '[{"a": 1}, {"b": 2}, {"a": 3}]' },
      },
      {
        id: "map",
        label: "Map it",
        classId: snapClass.mapper,
        error,
        settings: mapping({ $x: "$a" }),
      },
      { id: "errors", classId: snapClass.filter, settings: { filterExpression: "true" } },
    ].slice(0, links.length === 0 ? 2 : 3),
    links: [["source", "map"], ...links],
  };
}

describe("a document that fails", () => {
  it("fails the run, which names the Snap and the words of the failure", async () => {
    const outcome = await runJob(job("fail"));
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors.length, 1);
    assert.equal(outcome.errors[0]?.snapId, "map");
    assert.equal(outcome.errors[0]?.snapLabel, "Map it");
    assert.match(outcome.errors[0]?.error ?? "", /\$a/);
    assert.equal(outcome.snap("map").state, "Failed");
    assert.equal(outcome.snap("map").errorCount, 1);
    assert.deepEqual(outcome.snap("map").error, outcome.errors[0]);
    assert.equal(outcome.errorDocuments, 1);
  });

  it("goes to the error view, with the document, and the run completes", async () => {
    const outcome = await runJob(job("continue", [["map.error0", "errors"]]));
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.errors, []);
    assert.equal(outcome.snap("map").outputs[0]?.items, 2);
    assert.equal(outcome.snap("map").errorViews[0]?.items, 1);
    assert.equal(outcome.snap("map").errorCount, 1);
    assert.equal(outcome.snap("errors").inputs[0]?.items, 1);
    const [document] = outcome.outputs["errors - output0"] ?? [];
    assert.deepEqual(Object.keys(document ?? {}), [
      "error",
      "reason",
      "resolution",
      "stacktrace",
      "original",
      "snap_details",
    ]);
    assert.deepEqual(document?.["original"], { b: 2 });
    assert.deepEqual(document?.["snap_details"], { label: "Map it", instance_id: "map" });
  });

  it("goes to an open error view, which is an open output of the pipeline", async () => {
    const outcome = await runJob(job("continue"));
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.outputs["Map it - output0"], [{ x: 1 }, { x: 3 }]);
    assert.deepEqual(
      outcome.outputs["Map it - error0"]?.map((document) => document["original"]),
      [{ b: 2 }],
    );
  });

  it("is dropped and counted when errors are ignored", async () => {
    const outcome = await runJob(job("ignore"));
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(outcome.outputs, { "Map it - output0": [{ x: 1 }, { x: 3 }] });
    assert.equal(outcome.snap("map").errorViews[0]?.items, 0);
    assert.equal(outcome.snap("map").errorCount, 1);
    assert.equal(outcome.errorDocuments, 1);
  });
});

/** A reader of a file that is not there. */
const reader = (error: ErrorBehavior): SlpSpec => ({
  snaps: [
    {
      id: "read",
      classId: snapClass.fileReader,
      error,
      inputs: [],
      outputs: ["output0:binary"],
      settings: { filePath: "nowhere.csv" },
    },
  ],
});

describe("a failure", () => {
  it("in the bytes of a formatter names the formatter, not the writer that reads them", async () => {
    const outcome = await runJob(
      {
        snaps: [
          {
            id: "source",
            classId: snapClass.sequence,
            inputs: [],
            settings: { numberOfDocumentsProp: 5_000 },
          },
          {
            id: "format",
            classId: "probe-format",
            outputs: ["output0:binary"],
            settings: { failsAfter: 3_000 },
          },
          {
            id: "write",
            classId: snapClass.fileWriter,
            inputs: ["input0:binary"],
            outputs: [],
            settings: { filename: "out.json" },
          },
        ],
        links: [["source", "format", "write"]],
      },
      { snaps: probeSnaps() },
    );
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "format");
    assert.equal(outcome.snap("format").state, "Failed");
    assert.equal(outcome.snap("write").state, "Stopped");
    assert.equal(outcome.snap("source").state, "Stopped");
    assert.deepEqual(outcome.files, {}, "nothing of the file is left");
  });

  it("upstream passes through formatter, writer and parser and keeps its name", async () => {
    const outcome = await runJob(
      {
        snaps: [
          { id: "broken", classId: "probe-broken", inputs: [] },
          {
            id: "format",
            classId: snapClass.jsonFormatter,
            error: "continue",
            outputs: ["output0:binary"],
          },
          {
            id: "parse",
            classId: snapClass.jsonParser,
            error: "continue",
            inputs: ["input0:binary"],
          },
          {
            id: "sequence",
            classId: snapClass.sequence,
            error: "ignore",
            inputs: ["input0"],
          },
        ],
        links: [["broken", "format", "parse", "sequence"]],
      },
      { snaps: probeSnaps() },
    );
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "broken");
    assert.equal(outcome.errors[0]?.error, "broken in a step");
    assert.deepEqual(
      outcome.snaps.map(({ id, state, errorCount }) => [id, state, errorCount]),
      [
        ["broken", "Failed", 1],
        ["format", "Stopped", 0],
        ["parse", "Stopped", 0],
        ["sequence", "Stopped", 0],
      ],
    );
  });

  it("of settings that do not fit together names the Snap before anything runs", async () => {
    const outcome = await runJob(
      {
        snaps: [
          { id: "source", classId: snapClass.sequence, inputs: [] },
          { id: "broken", classId: "probe-broken", settings: { where: "start" } },
        ],
        links: [["source", "broken"]],
      },
      { snaps: probeSnaps() },
    );
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "broken");
    assert.equal(outcome.errors[0]?.error, "broken at the start");
    assert.equal(outcome.snap("broken").state, "Failed");
    assert.equal(outcome.snap("source").outputs[0]?.items, 0);
  });

  it("of a file that is not there goes to the error behaviour of the reader", async () => {
    const failed = await runJob(reader("fail"));
    assert.equal(failed.state, "Failed");
    assert.match(failed.errors[0]?.error ?? "", /nowhere\.csv/);
    const routed = await runJob(reader("continue"));
    assert.equal(routed.state, "Completed");
    assert.equal(routed.outputs["read - error0"]?.length, 1);
  });
});
