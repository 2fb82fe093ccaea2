import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mapping, runJob, snapClass } from "../../test/support/run-job.ts";
import { probeSnaps } from "../../test/support/probe-snaps.ts";
import type { SlpSpec } from "../pipeline/slp-spec.ts";

const tiny = { spillMemoryBytesMax: 64 * 1024 };
const numbers = (id: string, count: number) => ({
  id,
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: count },
});

describe("a fan-out that joins again", () => {
  it("comes to its end with little memory when one branch is slow", async () => {
    const outcome = await runJob(
      {
        snaps: [
          numbers("source", 100_000),
          { id: "copy", classId: snapClass.copy },
          { id: "slow", classId: "probe-slow" },
          { id: "union", classId: snapClass.union },
          { id: "count", classId: snapClass.filter, settings: { filterExpression: "true" } },
        ],
        links: [
          ["source", "copy"],
          ["copy.output0", "slow", "union.input0"],
          ["copy.output1", "union.input1"],
          ["union", "count"],
        ],
      },
      { limits: tiny, snaps: probeSnaps() },
    );
    assert.deepEqual(outcome.errors, []);
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("count").outputs[0]?.items, 200_000);
    assert.deepEqual(outcome.spilled, []);
  });

  it("comes to its end in a join that reads one side whole before the other", async () => {
    const outcome = await runJob(
      {
        snaps: [
          numbers("source", 100_000),
          { id: "copy", classId: snapClass.copy },
          { id: "left", classId: snapClass.mapper, settings: mapping({ $id: "$value" }) },
          { id: "slow", classId: "probe-slow" },
          {
            id: "join",
            classId: snapClass.join,
            settings: {
              sortedStreams: "Unsorted",
              joinPaths: [{ leftPath: "$id", rightPath: "$value", rightInputView: "input1" }],
            },
          },
        ],
        links: [
          ["source", "copy"],
          ["copy.output0", "left", "join.input0"],
          ["copy.output1", "slow", "join.input1"],
        ],
      },
      { limits: tiny, snaps: probeSnaps() },
    );
    assert.deepEqual(outcome.errors, []);
    assert.equal(outcome.snap("join").outputs[0]?.items, 100_000);
    assert.deepEqual(outcome.spilled, []);
  });
});

describe("an early end", () => {
  it("stops what feeds it, and releases what that holds", async () => {
    const log: string[] = [];
    const outcome = await runJob(headOf({ id: "endless", classId: "probe-endless" }), {
      snaps: probeSnaps(log),
    });
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("endless").state, "Completed");
    assert.deepEqual(log, ["endless released"]);
  });

  it("stops what feeds it through several Snaps", async () => {
    const outcome = await runJob(
      {
        snaps: [
          { id: "endless", classId: "probe-endless" },
          { id: "copy", classId: snapClass.copy },
          { id: "map", classId: snapClass.mapper, settings: mapping({ $n: "$n" }) },
          { id: "a", classId: snapClass.head, settings: { numberOfDocs: 3 } },
          { id: "b", classId: snapClass.head, settings: { numberOfDocs: 5 } },
        ],
        links: [
          ["endless", "copy"],
          ["copy.output0", "map", "a"],
          ["copy.output1", "b"],
        ],
      },
      { snaps: probeSnaps() },
    );
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("a").outputs[0]?.items, 3);
    assert.equal(outcome.snap("b").outputs[0]?.items, 5);
  });

  it("lets a Snap with effects see all its documents", async () => {
    const log: string[] = [];
    const outcome = await runJob(
      {
        snaps: [
          numbers("source", 5_000),
          { id: "effect", classId: "probe-effect" },
          { id: "map", classId: snapClass.mapper, settings: mapping({ $n: "$value" }) },
          { id: "head", classId: snapClass.head },
        ],
        links: [["source", "effect", "map", "head"]],
      },
      { snaps: probeSnaps(log) },
    );
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(log, ["effect saw 5000"]);
    assert.equal(outcome.snap("head").outputs[0]?.items, 1);
    assert.equal(outcome.snap("effect").state, "Completed");
  });

  it("of a reader that wants nothing leaves an endless stream unread", async () => {
    const outcome = await runJob(headOf({ id: "endless", classId: "probe-endless" }, 0), {
      snaps: probeSnaps(),
    });
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("endless").outputs[0]?.items, 0);
  });

  it("of one reader leaves an open output of the same Snap to run to its end", async () => {
    const outcome = await runJob({
      snaps: [
        numbers("source", 5_000),
        { id: "copy", classId: snapClass.copy, outputs: ["output0", "output1"] },
        { id: "head", classId: snapClass.head },
      ],
      links: [
        ["source", "copy"],
        ["copy.output0", "head"],
      ],
    });
    assert.equal(outcome.snap("copy").outputs[1]?.items, 5_000);
    assert.equal(outcome.outputs["copy - output1"]?.length, 20);
  });

  it("of the error view's reader does not end the Snap", async () => {
    const outcome = await runJob({
      snaps: [
        numbers("source", 100),
        {
          id: "map",
          classId: snapClass.mapper,
          error: "continue",
          settings: mapping({ $n: "$value % 2 == 0 ? $value : $missing" }),
        },
        { id: "head", classId: snapClass.head },
      ],
      links: [
        ["source", "map"],
        ["map.error0", "head"],
      ],
    });
    assert.equal(outcome.snap("map").outputs[0]?.items, 50);
    assert.equal(outcome.snap("map").errorViews[0]?.items, 50);
  });
});

describe("a view", () => {
  it("that nobody reads is counted, and its first documents are kept as JSON shows them", async () => {
    const outcome = await runJob({
      snaps: [
        {
          id: "map",
          classId: snapClass.mapper,
          inputs: [],
          settings: mapping({
            $date: "LocalDate.parse('2026-01-02')",
            $big: "9007199254740993",
          }),
        },
      ],
    });
    assert.deepEqual(outcome.outputs, {
      "map - output0": [{ date: { _snaptype_localdate: "2026-01-02" }, big: 9007199254740993n }],
    });
    assert.deepEqual(structuredClone(outcome.outputs), outcome.outputs);
  });

  it("of binaries that nobody reads is counted, and its bytes are never made", async () => {
    const log: string[] = [];
    const outcome = await runJob(
      {
        snaps: [
          { id: "endless", classId: "probe-endless" },
          { id: "format", classId: "probe-format", outputs: ["output0:binary"] },
        ],
        links: [["endless", "format"]],
      },
      { snaps: probeSnaps(log) },
    );
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("format").outputs[0]?.items, 1);
    assert.deepEqual(outcome.outputs, {});
    assert.deepEqual(log, ["endless released"]);
  });

  it("keeps the samples of two Snaps with the same label apart", async () => {
    const one = { label: "Same", classId: snapClass.sequence, inputs: [] };
    const outcome = await runJob({
      snaps: [
        { ...one, id: "a" },
        { ...one, id: "b", settings: { initialValueProp: 2 } },
      ],
    });
    assert.deepEqual(outcome.outputs, {
      "Same - output0": [{ value: 1 }],
      "Same - output0 (2)": [{ value: 2 }],
    });
  });
});

describe("a failure in one branch", () => {
  it("ends the run, releases what the others hold and leaves no spill file", async () => {
    const log: string[] = [];
    const outcome = await runJob(
      {
        snaps: [
          { id: "endless", classId: "probe-endless" },
          { id: "copy", classId: snapClass.copy },
          { id: "slow", classId: "probe-slow", settings: { everyDocuments: 100 } },
          { id: "sort", classId: snapClass.sort, settings: { sortPaths: [{ sortPath: "$n" }] } },
          {
            id: "fails",
            classId: snapClass.mapper,
            settings: mapping({ $x: "$n < 20000 ? $n : $missing" }),
          },
        ],
        links: [
          ["endless", "copy"],
          ["copy.output0", "slow", "sort"],
          ["copy.output1", "fails"],
        ],
      },
      { snaps: probeSnaps(log), limits: { spillMemoryBytesMax: 1_000 } },
    );
    assert.equal(outcome.state, "Failed");
    assert.deepEqual(
      outcome.errors.map(({ snapId }) => snapId),
      ["fails"],
    );
    assert.deepEqual(log, ["endless released"]);
    assert.deepEqual(outcome.spilled, []);
    assert.deepEqual(
      outcome.snaps.map(({ id, state }) => [id, state]),
      [
        ["endless", "Stopped"],
        ["copy", "Stopped"],
        ["slow", "Stopped"],
        ["sort", "Stopped"],
        ["fails", "Failed"],
      ],
    );
  });

  it("interrupts a Snap with effects upstream instead of running it to its end", async () => {
    const log: string[] = [];
    const outcome = await runJob(
      {
        snaps: [
          { id: "endless", classId: "probe-endless" },
          { id: "effect", classId: "probe-effect" },
          { id: "fails", classId: snapClass.mapper, settings: mapping({ $x: "$missing" }) },
        ],
        links: [["endless", "effect", "fails"]],
      },
      { snaps: probeSnaps(log) },
    );
    assert.equal(outcome.state, "Failed");
    assert.deepEqual(log, ["endless released"]);
  });
});

describe("rejected documents", () => {
  it("reach the error view while the Snap still reads", async () => {
    const outcome = await runJob(
      {
        snaps: [
          { id: "source", classId: "probe-endless" },
          { id: "some", classId: snapClass.head, settings: { numberOfDocs: 3_000 } },
          { id: "hoard", classId: "probe-hoard", error: "continue" },
          { id: "map", classId: snapClass.mapper, settings: mapping({ $n: "$original.n" }) },
        ],
        links: [
          ["source", "some", "hoard"],
          ["hoard.error0", "map"],
        ],
      },
      { snaps: probeSnaps(), limits: { spillMemoryBytesMax: 1_000 } },
    );
    assert.equal(outcome.snap("map").outputs[0]?.items, 3_000);
    assert.equal(outcome.snap("hoard").outputs[0]?.items, 1);
    assert.equal(outcome.errorDocuments, 3_000);
  });
});

function headOf(source: SlpSpec["snaps"][number], numberOfDocs = 1): SlpSpec {
  return {
    snaps: [source, { id: "head", classId: snapClass.head, settings: { numberOfDocs } }],
    links: [[source.id, "head"]],
  };
}
