import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mapping, runJob, snapClass } from "../../test/support/run-job.ts";
import { probeSnaps } from "../../test/support/probe-snaps.ts";
import { buildSlp } from "../pipeline/build-slp.ts";
import type { SnapSpec } from "../pipeline/slp-spec.ts";

const numbers = (count: number): SnapSpec => ({
  id: "source",
  classId: snapClass.sequence,
  inputs: [],
  settings: { numberOfDocumentsProp: count },
});

describe("a run", () => {
  it("that succeeds is Completed, and so is every Snap", async () => {
    const outcome = await runJob({
      snaps: [numbers(3), { id: "map", classId: snapClass.mapper, settings: mapping({ $x: "1" }) }],
      links: [["source", "map"]],
    });
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(
      outcome.snaps.map(({ state }) => state),
      ["Completed", "Completed"],
    );
    assert.equal(outcome.documents, 6);
    assert.equal(outcome.errorDocuments, 0);
    assert.ok(outcome.durationMs >= 0);
  });

  it("of text that is no pipeline fails with the findings of the reader", async () => {
    for (const text of ["", "{", "[]", "{}", "null"]) {
      const outcome = await runJob(text);
      assert.equal(outcome.state, "Failed", text);
      assert.ok(outcome.errors[0]?.finding !== undefined, text);
      assert.deepEqual(outcome.snaps, []);
    }
  });

  it("of an unknown Snap names it and its class", async () => {
    const outcome = await runJob({ snaps: [{ id: "odd", label: "Odd", classId: "com-odd" }] });
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.snapId, "odd");
    assert.equal(outcome.errors[0]?.snapLabel, "Odd");
    assert.match(outcome.errors[0]?.error ?? "", /com-odd/);
  });

  it("of a bad expression says where in the settings it stands", async () => {
    const outcome = await runJob({
      snaps: [{ id: "map", classId: snapClass.mapper, settings: mapping({ $x: "$a +" }) }],
    });
    assert.equal(outcome.state, "Failed");
    const { finding } = outcome.errors[0] ?? {};
    assert.equal(finding?.place.setting, "transformations.mappingTable[0].expression");
    assert.equal(finding?.place.snapId, "map");
  });

  it("of a setting with a wrong value names the setting", async () => {
    const outcome = await runJob({
      snaps: [
        {
          id: "source",
          classId: snapClass.sequence,
          inputs: [],
          settings: { numberOfDocumentsProp: "many" },
        },
      ],
    });
    assert.equal(outcome.state, "Failed");
    assert.equal(outcome.errors[0]?.finding?.place.setting, "numberOfDocumentsProp");
  });

  it("that is stopped while it only computes is Stopped, without errors", async () => {
    const stop = new AbortController();
    const log: string[] = [];
    setTimeout(() => stop.abort(), 100);
    const outcome = await runJob(
      {
        snaps: [
          { id: "endless", classId: "probe-endless", inputs: [] },
          { id: "none", classId: snapClass.filter, settings: { filterExpression: "$n < 0" } },
          { id: "sort", classId: snapClass.sort, settings: { sortPaths: [{ sortPath: "$n" }] } },
        ],
        links: [["endless", "none", "sort"]],
      },
      { signal: stop.signal, snaps: probeSnaps(log) },
    );
    assert.equal(outcome.state, "Stopped");
    assert.deepEqual(outcome.errors, []);
    assert.deepEqual(log, ["endless released"]);
    assert.deepEqual(
      outcome.snaps.map(({ state }) => state),
      ["Stopped", "Stopped", "Stopped"],
    );
  });

  it("that is stopped before it starts is Stopped", async () => {
    const outcome = await runJob({ snaps: [numbers(1)] }, { signal: AbortSignal.abort() });
    assert.equal(outcome.state, "Stopped");
    assert.deepEqual(outcome.errors, []);
  });
});

describe("counts", () => {
  it("of a Copy with two outputs are the sum over both", async () => {
    const outcome = await runJob({
      snaps: [numbers(7), { id: "copy", classId: snapClass.copy, outputs: ["output0", "output1"] }],
      links: [["source", "copy"]],
    });
    assert.deepEqual(counted(outcome.snap("copy")), [7, 14]);
    assert.deepEqual(counted(outcome.snap("source")), [0, 7]);
  });

  it("of Router and Sort are what they let through", async () => {
    const outcome = await runJob({
      snaps: [
        numbers(7),
        {
          id: "router",
          classId: snapClass.router,
          outputs: ["output0", "output1"],
          settings: {
            routes: [
              { expression: { expression: "$value <= 3" }, outputViewName: "output0" },
              { expression: { expression: "$value > 3" }, outputViewName: "output1" },
            ],
          },
        },
        { id: "sort", classId: snapClass.sort, settings: { sortPaths: [{ sortPath: "$value" }] } },
      ],
      links: [
        ["source", "router"],
        ["router.output0", "sort"],
      ],
    });
    assert.deepEqual(counted(outcome.snap("router")), [7, 7]);
    assert.deepEqual(counted(outcome.snap("sort")), [3, 3]);
    assert.deepEqual(
      outcome.snap("router").outputs.map(({ items }) => items),
      [3, 4],
    );
  });

  it("of an open input that nobody feeds are 0", async () => {
    const outcome = await runJob({
      snaps: [
        numbers(1),
        {
          id: "map",
          classId: snapClass.mapper,
          inputs: ["input0"],
          settings: mapping({ $x: "1" }),
        },
      ],
    });
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(counted(outcome.snap("map")), [0, 0]);
  });

  it("of a Mapper without an input view are one document", async () => {
    const outcome = await runJob({
      snaps: [{ id: "map", classId: snapClass.mapper, inputs: [], settings: mapping({ $x: "1" }) }],
    });
    assert.deepEqual(counted(outcome.snap("map")), [0, 1]);
  });

  it("in `snap.in.totalCount` are exact for each document", async () => {
    const outcome = await runJob({
      snaps: [
        numbers(2_500),
        {
          id: "map",
          classId: snapClass.mapper,
          settings: mapping({
            $same: "snap.in.totalCount == $value && snap.out.totalCount == $value - 1",
          }),
        },
        { id: "wrong", classId: snapClass.filter, settings: { filterExpression: "!$same" } },
      ],
      links: [["source", "map", "wrong"]],
    });
    assert.deepEqual(outcome.errors, []);
    assert.deepEqual(counted(outcome.snap("wrong")), [2_500, 0]);
  });

  it("keep at most `answerDocumentsMax` documents of an open output", async () => {
    const outcome = await runJob(
      { snaps: [numbers(5_000)] },
      { limits: { answerDocumentsMax: 3 } },
    );
    assert.deepEqual(outcome.outputs, {
      "source - output0": [{ value: 1 }, { value: 2 }, { value: 3 }],
    });
    assert.equal(outcome.documents, 5_000);
  });
});

describe("a preview", () => {
  const job = {
    snaps: [
      numbers(5_000),
      { id: "later", classId: snapClass.filter, mode: "Execute only" as const },
      { id: "copy", classId: snapClass.copy, outputs: ["output0", "output1"] },
      { id: "format", classId: snapClass.jsonFormatter, outputs: ["output0:binary"] },
      {
        id: "write",
        classId: snapClass.fileWriter,
        inputs: ["input0:binary"],
        outputs: [],
        settings: { filename: "out.json" },
      },
    ],
    links: [
      ["source", "copy"],
      ["copy.output0", "format", "write"],
      ["copy.output1", "later"],
    ],
  };

  it("puts out at most `previewDocumentsMax` documents a view, and shows them with each Snap", async () => {
    const outcome = await runJob(job, { mode: "preview" });
    assert.equal(outcome.state, "Completed");
    assert.equal(outcome.snap("source").preview?.["output0"]?.length, 50);
    assert.deepEqual(outcome.snap("copy").preview?.["output1"]?.[49], { value: 50 });
    assert.deepEqual(counted(outcome.snap("source")), [0, 50]);
  });

  it("skips writers and what is only to be executed", async () => {
    const outcome = await runJob(job, { mode: "preview" });
    assert.equal(outcome.snap("write").state, "Skipped");
    assert.equal(outcome.snap("later").state, "Skipped");
    assert.deepEqual(outcome.files, {});
    assert.deepEqual(outcome.outputs, {}, "a view whose reader is skipped is not open");
  });

  it("comes to an end at an endless source, also where little passes", async () => {
    const outcome = await runJob(
      {
        snaps: [
          { id: "endless", classId: "probe-endless", inputs: [] },
          { id: "few", classId: snapClass.filter, settings: { filterExpression: "$n % 7 == 0" } },
        ],
        links: [["endless", "few"]],
      },
      { mode: "preview", snaps: probeSnaps() },
    );
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(counted(outcome.snap("few")), [50, 8]);
  });
});

describe("a disabled Snap", () => {
  it("does not run, and neither does what it feeds", async () => {
    const outcome = await runJob({
      snaps: [
        numbers(3),
        { id: "off", classId: "com-odd", mode: "Disabled" },
        { id: "after", classId: snapClass.mapper, settings: mapping({ $x: "$a +" }) },
        { id: "other", classId: snapClass.copy, outputs: ["output0", "output1"] },
      ],
      links: [
        ["source", "other"],
        ["other.output0", "off", "after"],
      ],
    });
    assert.equal(outcome.state, "Completed");
    assert.deepEqual(
      outcome.snaps.map(({ state }) => state),
      ["Completed", "Skipped", "Skipped", "Completed"],
    );
    assert.deepEqual(Object.keys(outcome.outputs), ["other - output1"]);
  });

  it("may be one that this build does not know", async () => {
    const slp = buildSlp({
      snaps: [numbers(1), { id: "off", classId: "com-odd", mode: "Disabled", inputs: [] }],
    });
    assert.equal((await runJob(slp)).state, "Completed");
  });
});

function counted(snap: {
  readonly inputs: readonly { readonly items: number }[];
  readonly outputs: readonly { readonly items: number }[];
}): readonly number[] {
  return [snap.inputs, snap.outputs].map((views) =>
    views.reduce((sum, { items }) => sum + items, 0),
  );
}
