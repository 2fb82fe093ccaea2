import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { readPipeline, slpFixture, snapOf } from "../../test/support/slp-sample.ts";
import { defaultLimits } from "../base/limits.ts";
import { buildSlp } from "./build-slp.ts";
import type { JsonTree } from "./json-tree.ts";
import type { SettingRow } from "./model.ts";
import { printSlp } from "./print-slp.ts";
import { readSlp } from "./read-slp.ts";

const ordersReport = slpFixture("orders-report.slp");
const countdown = slpFixture("countdown-api.slp");

describe("readSlp: what the Designer exports", () => {
  const pipeline = readPipeline(ordersReport);

  test("reads what the pipeline is called and declares", () => {
    assert.equal(pipeline.form, "designer");
    assert.equal(pipeline.label, "Orders report");
    assert.equal(pipeline.author, "ada@example.com");
    assert.equal(pipeline.purpose, "Gross prices of expensive orders, Germany apart — café.");
    assert.deepEqual(pipeline.parameters[0], {
      key: "inputFile",
      value: "orders.csv",
      required: true,
      description: "File in SLDB",
    });
    assert.equal(pipeline.parameters[2]?.value, null);
    assert.deepEqual(pipeline.errorPipeline, {
      value: "../shared/Collect errors",
      expression: false,
    });
    assert.deepEqual(pipeline.errorParameters, [
      { key: "source", value: { value: "pipe.label", expression: true } },
    ]);
    assert.equal(pipeline.suspendable, false);
  });

  test("reads Snaps in file order with their classes, views and modes", () => {
    assert.deepEqual(
      pipeline.snaps.map((snap) => `${snap.label}: ${snap.executionMode}, ${snap.errorBehavior}`),
      [
        "Read orders: Validate & Execute, fail",
        "CSV Parser: Validate & Execute, continue",
        "Expensive orders: Validate & Execute, fail",
        "By country: Validate & Execute, fail",
        "Name the fields: Validate & Execute, fail",
        "JSON Formatter: Validate & Execute, fail",
        "Write germany.json: Execute only, fail",
        "CSV Formatter: Validate & Execute, fail",
      ],
    );
    const router = snapOf(pipeline, "By country");
    assert.equal(router.classId, "com-snaplogic-snaps-flow-router");
    assert.equal(router.version, 2);
    assert.deepEqual(router.outputs, [
      { id: "output0", label: "germany", type: "document" },
      { id: "output101", label: "elsewhere", type: "document" },
    ]);
    assert.deepEqual(snapOf(pipeline, "Read orders").inputs, []);
    assert.equal(snapOf(pipeline, "Read orders").outputs[0]?.type, "binary");
    assert.deepEqual(router.errorViews, [{ id: "error0", label: "error0", type: "document" }]);
  });

  test("reads settings nested in groups and tables, expressions and settings of other Snaps", () => {
    const { settings } = snapOf(pipeline, "Name the fields");
    const transformations = settings["transformations"]?.value;
    assert.deepEqual(settings["httpMethod"], { value: "GET", expression: false });
    assert.ok(isRow(transformations));
    assert.deepEqual(transformations["mappingRoot"], { value: "$", expression: false });
    assert.deepEqual(transformations["mappingTable"]?.value, [
      row("$order_id", "$order.id"),
      row("$price * 1.19", "gross"),
      row("Date.parse($ordered_at, 'yyyy-MM-dd')", "$['ordered at']"),
      row("", null),
    ]);
  });

  test("reads an account that an expression names, and no account from an empty reference", () => {
    assert.deepEqual(snapOf(pipeline, "Write germany.json").account, {
      path: "_account",
      expression: true,
    });
    assert.equal(snapOf(pipeline, "Read orders").account, undefined);
  });

  test("reads links, of which a goto is only drawn differently", () => {
    assert.equal(pipeline.links.length, 7);
    assert.deepEqual(
      pipeline.links.map((link) => link.isGoto),
      [false, false, false, false, false, false, true],
    );
    assert.equal(pipeline.links[6]?.sourceView, "output101");
  });

  test("prints the file it read, byte for byte", () => {
    assert.equal(printSlp(pipeline), ordersReport.slice(1));
    assert.match(printSlp(pipeline), /"scale_ratio": 1\.0,?\n/);
  });
});

describe("readSlp: what the platform's API answers", () => {
  const pipeline = readPipeline(countdown);

  test("reads the keys that only this shape has", () => {
    assert.equal(pipeline.form, "api");
    assert.equal(pipeline.snodeId, "6512bd43d9caa6e02c990b0a");
    assert.equal(pipeline.projectPath, "/Example/Finance/Reports");
    assert.equal(pipeline.suspendable, true);
  });

  test("derives a Snap's class and version from `class_fqid`", () => {
    const sort = snapOf(pipeline, "Largest first");
    assert.equal(sort.classId, "com-snaplogic-snaps-transform-sort");
    assert.equal(sort.version, 2);
  });

  test("a missing section of views means that there are none", () => {
    assert.deepEqual(snapOf(pipeline, "Count to five").inputs, []);
  });

  test("names a library after its file when `as` is not set", () => {
    assert.deepEqual(pipeline.imports, [
      { path: { value: "../shared/names.expr", expression: false }, name: "names" },
    ]);
  });

  test("prints the file it read, byte for byte", () => {
    assert.equal(printSlp(pipeline), countdown);
  });
});

describe("readSlp: properties", () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(ordersReport, countdown, buildSlp({ snaps: [{ id: "a", classId: "c" }] })),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat(12),
          fc.constantFrom("", "{}", "[]", "null", '"', "1e9", ",", "true", '{"value":[null]}'),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([text, edits]) => {
      let changed = text;
      for (const [at, length, inserted] of edits) {
        const start = at % (changed.length + 1);
        changed = changed.slice(0, start) + inserted + changed.slice(start + length);
      }
      return changed;
    });

  test("never throws, and every span lies inside the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.json(), mutated),
        (text) => {
          const { findings } = readSlp(text, defaultLimits);
          for (const { place } of findings) {
            if (place.span === undefined) continue;
            assert.ok(place.span.start >= 0 && place.span.start <= place.span.end);
            assert.ok(place.span.end <= text.length);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any JSON in the place of any value is read or refused, and reads the same after printing", () => {
    const trees = [ordersReport, countdown].map((text) => readPipeline(text).tree);
    fc.assert(
      fc.property(
        fc.constantFrom(...trees),
        fc.nat(),
        fc.json({ maxDepth: 3 }),
        (tree, at, json) => {
          const text = printWith(tree, at, json);
          const result = readSlp(text, defaultLimits);
          if (!result.ok) return;
          assert.deepEqual(readPipeline(printSlp(result.pipeline)), result.pipeline);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The text of a tree with the value number `at`, counted in the order of the text, replaced by other JSON. */
function printWith(tree: JsonTree, at: number, json: string): string {
  let left = at % countValues(tree);
  function print(value: JsonTree): string {
    if (left-- === 0) return json;
    if (value.kind === "leaf") return value.text;
    if (value.kind === "array") return `[${value.items.map(print).join(",")}]`;
    return `{${value.members.map((member) => `${member.keyText}:${print(member.value)}`).join(",")}}`;
  }
  return print(tree);
}

function countValues(tree: JsonTree): number {
  if (tree.kind === "leaf") return 1;
  const inner = tree.kind === "array" ? tree.items : tree.members.map((member) => member.value);
  return inner.reduce((sum, value) => sum + countValues(value), 1);
}

function row(expression: string, targetPath: string | null): SettingRow {
  return {
    expression: { value: expression, expression: true },
    targetPath: { value: targetPath, expression: false },
  };
}

function isRow(content: unknown): content is SettingRow {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}
