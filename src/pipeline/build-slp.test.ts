import assert from "node:assert/strict";
import { test } from "node:test";
import { readPipeline, snapOf } from "../../test/support/slp-sample.ts";
import { buildSlp } from "./build-slp.ts";

test("chains link outputs to inputs, and views may be named at either end", () => {
  const pipeline = readPipeline(
    buildSlp({
      snaps: ["a", "b", "c"].map((id) => ({ id, classId: "map" })),
      links: [
        ["a", "b", "c"],
        ["a.output101", "c.input1"],
      ],
    }),
  );
  assert.deepEqual(
    pipeline.links.map(
      (link) =>
        `${link.id} ${link.sourceId}.${link.sourceView} ${link.targetId}.${link.targetView}`,
    ),
    ["link100 a.output0 b.input0", "link101 b.output0 c.input0", "link102 a.output101 c.input1"],
  );
  assert.deepEqual(
    snapOf(pipeline, "c").inputs.map((view) => view.id),
    ["input0", "input1"],
  );
  assert.deepEqual(
    snapOf(pipeline, "a").outputs.map((view) => view.id),
    ["output0", "output101"],
  );
});

test("a view that only links name has the type of the view at the other end", () => {
  const pipeline = readPipeline(
    buildSlp({
      snaps: [
        { id: "read", classId: "reader", outputs: ["output0:binary"] },
        { id: "parse", classId: "parser" },
      ],
      links: [["read", "parse"]],
    }),
  );
  assert.equal(snapOf(pipeline, "parse").inputs[0]?.type, "binary");
  assert.equal(snapOf(pipeline, "parse").outputs[0]?.type, "document");
});

test("settings are values, expressions, rows and groups, as reading gives them back", () => {
  const pipeline = readPipeline(
    buildSlp({
      snaps: [
        {
          id: "a",
          classId: "map",
          settings: {
            plain: 12345678901234567890n,
            computed: { expression: "$a" },
            rows: [{ expression: { expression: "$b" }, targetPath: "$c" }],
            group: { inner: { deeper: true } },
          },
        },
      ],
    }),
  );
  const { settings } = snapOf(pipeline, "a");
  assert.deepEqual(settings["plain"], { value: 12345678901234567890n, expression: false });
  assert.deepEqual(settings["computed"], { value: "$a", expression: true });
  assert.deepEqual(settings["rows"]?.value, [
    {
      expression: { value: "$b", expression: true },
      targetPath: { value: "$c", expression: false },
    },
  ]);
  assert.deepEqual(settings["group"]?.value, {
    inner: {
      value: { deeper: { value: true, expression: false } },
      expression: false,
    },
  });
});

test("parameters, libraries, modes, accounts and error behaviour stand where the Designer puts them", () => {
  const pipeline = readPipeline(
    buildSlp({
      label: "Daily",
      parameters: { day: "monday", none: null },
      imports: { names: "../shared/n.expr" },
      errorPipeline: "../shared/errors",
      errorParameters: { from: { expression: "pipe.label" } },
      snaps: [
        { id: "a", classId: "map", mode: "Disabled", error: "ignore", account: "../shared/db" },
        { id: "b", classId: "map", account: { expression: "_account" } },
      ],
    }),
  );
  assert.equal(pipeline.label, "Daily");
  assert.deepEqual(
    pipeline.parameters.map(({ key, value }) => [key, value]),
    [
      ["day", "monday"],
      ["none", null],
    ],
  );
  assert.equal(pipeline.imports[0]?.name, "names");
  assert.equal(pipeline.errorPipeline?.value, "../shared/errors");
  assert.deepEqual(pipeline.errorParameters[0]?.value, { value: "pipe.label", expression: true });
  assert.equal(snapOf(pipeline, "a").executionMode, "Disabled");
  assert.equal(snapOf(pipeline, "a").errorBehavior, "ignore");
  assert.equal(snapOf(pipeline, "a").account?.path, "../shared/db");
  assert.deepEqual(snapOf(pipeline, "b").account, { path: "_account", expression: true });
});
