import assert from "node:assert/strict";
import { test } from "node:test";
import { readPipeline, snapOf } from "../../test/support/slp-sample.ts";
import { defaultLimits } from "../base/limits.ts";
import { buildSlpObject } from "./build-slp.ts";
import type { SnapNode } from "./model.ts";
import { printSlp } from "./print-slp.ts";
import { readSlp } from "./read-slp.ts";

const modes: readonly (readonly [settings: object, mode: string])[] = [
  [{}, "Validate & Execute"],
  [{ executable_during_suggest: { value: false } }, "Execute only"],
  [{ executable_during_suggest: { value: true } }, "Validate & Execute"],
  [{ executeDuringPreview: { value: false } }, "Execute only"],
  [{ executeDuringPreview: false }, "Execute only"],
  [{ execution_mode: { value: null }, executeDuringPreview: { value: "false" } }, "Execute only"],
  [
    {
      execution_mode: { value: "Validate & Execute" },
      executable_during_suggest: { value: false },
    },
    "Validate & Execute",
  ],
  [
    { execution_mode: { value: "Disabled" }, executable_during_suggest: { value: true } },
    "Disabled",
  ],
  [{ execution_mode: { value: "Execute Only" } }, "Execute only"],
  [{ execution_mode: { value: "Sometimes" } }, "Validate & Execute"],
];
for (const [settings, mode] of modes) {
  test(`${JSON.stringify(settings)} means ${mode}`, () => {
    assert.equal(readOne({ settings }).executionMode, mode);
  });
}

const values: readonly (readonly [json: string, value: unknown])[] = [
  ['{"value":"a"}', { value: "a", expression: false }],
  ['{"value":"$a","expression":true}', { value: "$a", expression: true }],
  ['{"value":null,"expression":true}', { value: null, expression: true }],
  ['{"expression":true}', { value: null, expression: true }],
  ['"bare"', { value: "bare", expression: false }],
  ["12345678901234567890", { value: 12345678901234567890n, expression: false }],
  ["{}", { value: null, expression: false }],
  ['{"value":[]}', { value: [], expression: false }],
  ['{"value":{}}', { value: {}, expression: false }],
  ['[{"a":"b"}]', { value: [{ a: { value: "b", expression: false } }], expression: false }],
  ['{"a":{"value":1}}', { value: { a: { value: 1, expression: false } }, expression: false }],
  [
    '{"value":[{"value":{"value":1},"expression":{"value":"$a","expression":true}}]}',
    {
      value: [
        { value: { value: 1, expression: false }, expression: { value: "$a", expression: true } },
      ],
      expression: false,
    },
  ],
  ['{"value":["a"]}', { value: [{ value: { value: "a", expression: false } }], expression: false }],
];
for (const [json, value] of values) {
  test(`the setting ${json} is read`, () => {
    const settings: unknown = JSON.parse(`{"a":{"value":{"b":0}}}`);
    const text = textOfOne({ settings })
      .replace('"value":{"b":0}', '"REPLACED":0')
      .replace('{"REPLACED":0}', json);
    assert.deepEqual(snapOf(readPipeline(text), "Only").settings["a"], value);
  });
}

test("settings called `__proto__` are settings like any other", () => {
  const text = textOfOne({ settings: { a: 1 } }).replace('"a":1', '"__proto__":{"value":"x"}');
  const { settings } = snapOf(readPipeline(text), "Only");
  assert.ok(Object.hasOwn(settings, "__proto__"));
  assert.equal(Object.getPrototypeOf(settings), Object.prototype);
});

test("binds an account by its label path", () => {
  const account_ref = {
    expression: false,
    value: {
      label: { value: "../../shared/Orders" },
      ref_class_id: { value: "com-snaplogic-snap-api-sql-accounts-mysqldatabaseaccount" },
      ref_id: { value: null },
    },
  };
  assert.deepEqual(readOne({ account: { account_ref } }).account, {
    path: "../../shared/Orders",
    expression: false,
    classId: "com-snaplogic-snap-api-sql-accounts-mysqldatabaseaccount",
  });
});

test("a file without links or properties is read with warnings", () => {
  const result = readSlp('{"snap_map":{}}', defaultLimits);
  assert.equal(result.ok, true);
  assert.deepEqual(
    result.findings.map(({ code, severity, error }) => [code, severity, error]),
    [
      ["missing-section", "warning", "The pipeline has no `link_map`."],
      ["missing-section", "warning", "The pipeline has no `property_map`."],
    ],
  );
});

test("`class_map` and other caches are kept and not looked at", () => {
  const text = JSON.stringify({ ...buildSlpObject({ snaps: [] }), class_map: { a: [{ b: 1 }] } });
  assert.match(printSlp(readPipeline(text)), /"class_map": \{\n {4}"a": \[/);
});

function textOfOne(properties: object): string {
  const info = { label: { value: "Only" } };
  const only = {
    class_id: "com-snaplogic-snaps-flow-filter",
    property_map: { info, ...properties },
  };
  return JSON.stringify({ snap_map: { only }, link_map: {}, property_map: {} });
}

function readOne(properties: object): SnapNode {
  return snapOf(readPipeline(textOfOne(properties)), "Only");
}
