import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { Finding } from "../base/finding.ts";
import { defaultLimits } from "../base/limits.ts";
import { buildSlp, buildSlpObject } from "./build-slp.ts";
import type { JsonTree } from "./json-tree.ts";
import type { Pipeline, SettingRow } from "./model.ts";
import { printSlp } from "./print-slp.ts";
import { readSlp } from "./read-slp.ts";

const fixtures = new URL("../../test/fixtures/slp/", import.meta.url);
const ordersReport = readFileSync(new URL("orders-report.slp", fixtures), "utf8");
const countdown = readFileSync(new URL("countdown-api.slp", fixtures), "utf8");

describe("readSlp: what the Designer exports", () => {
  const pipeline = read(ordersReport);

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
  const pipeline = read(countdown);

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

describe("readSlp: what real files hold instead", () => {
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
    [
      '{"value":["a"]}',
      { value: [{ value: { value: "a", expression: false } }], expression: false },
    ],
  ];
  for (const [json, value] of values) {
    test(`the setting ${json} is read`, () => {
      const settings: unknown = JSON.parse(`{"a":{"value":{"b":0}}}`);
      const text = textOfOne({ settings })
        .replace('"value":{"b":0}', '"REPLACED":0')
        .replace('{"REPLACED":0}', json);
      assert.deepEqual(snapOf(read(text), "Only").settings["a"], value);
    });
  }

  test("settings called `__proto__` are settings like any other", () => {
    const text = textOfOne({ settings: { a: 1 } }).replace('"a":1', '"__proto__":{"value":"x"}');
    const { settings } = snapOf(read(text), "Only");
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
    assert.match(printSlp(read(text)), /"class_map": \{\n {4}"a": \[/);
  });
});

describe("readSlp: what is not a pipeline", () => {
  const cases: readonly (readonly [title: string, text: string, code: string, says: RegExp])[] = [
    [
      "T16 an absolute path",
      "/home/ada/orders.slp",
      "path-as-content",
      /found the path `\/home\/ada\/orders\.slp`.*Read the file/s,
    ],
    ["T16 a relative path", "./orders.slp\n", "path-as-content", /content of an SLP is expected/],
    [
      "T16 a path of Windows",
      String.raw`C:\exports\orders.slp`,
      "path-as-content",
      /C:\\exports\\orders\.slp/,
    ],
    ["T16 a file's name", "Orders report.slp", "path-as-content", /Orders report\.slp/],
    ["T16 a URL", "file:///tmp/orders.slp", "path-as-content", /file:/],
    ["T16 a path in quotes", '"../orders.slp"', "path-as-content", /\.\.\/orders\.slp/],
    ["nothing", " \n", "not-json", /found nothing/],
    ["a zip", "PK\u0003\u0004\u0000", "not-json", /zip archive.*export\.json/s],
    [
      "Base64",
      Buffer.from('{"snap_map":{},"link_map":{}}').toString("base64"),
      "not-json",
      /Base64.*Decode/s,
    ],
    ["a login page", "<!DOCTYPE html><html>", "not-json", /HTML/],
    ["JSON encoded twice", JSON.stringify('{"snap_map":{}}'), "not-a-pipeline", /encoded twice/],
    ["a cut off file", '{\n  "snap_map": {', "not-json", /line 2, column 16.*all of it/s],
    [
      "a comma too many",
      '{\n  "snap_map": {},\n}',
      "not-json",
      /line 3, column 1\..*found `}`.*Remove the comma/s,
    ],
    [
      "a task",
      '{"job_class":"PipelineJob","job_name":"Nightly","trigger":{}}',
      "not-a-pipeline",
      /a task \(`\.slt`\); the keys `job_class`, `job_name`, `trigger`/,
    ],
    [
      "an account",
      '{"class_id":"com-snaplogic-snap-api-sql-accounts-mysqldatabaseaccount","property_map":{}}',
      "not-a-pipeline",
      /an account \(`\.sla`\)/,
    ],
    [
      "a project export",
      '{"class_id":"com-snaplogic-project","entries":[]}',
      "not-a-pipeline",
      /a project export.*`entries`/s,
    ],
    [
      "a Snap",
      '{"class_id":"com-snaplogic-snaps-flow-filter","property_map":{}}',
      "not-a-pipeline",
      /a single Snap.*`snap_map`/s,
    ],
    [
      "an API answer",
      '{"response_map":{"snap_map":{}},"http_status_code":200}',
      "not-a-pipeline",
      /stands in `response_map`/,
    ],
    [
      "some object",
      '{"nodes":[],"edges":[]}',
      "not-a-pipeline",
      /Expected an object with `snap_map`, `link_map` and `property_map`; found the keys `nodes`, `edges`/,
    ],
    ["an array", "[1]", "not-a-pipeline", /found an array/],
    ["a number", "12", "not-a-pipeline", /found `12`/],
    [
      "a Snap without a class",
      '{"snap_map":{"a/b":{"property_map":{}}}}',
      "malformed-snap",
      /`class_id` \(or `class_fqid`\).*neither/s,
    ],
    ["a Snap that is no object", '{"snap_map":{"a":[]}}', "malformed-snap", /found an array/],
    [
      "a link without ends",
      '{"snap_map":{},"link_map":{"link1":{"src_id":"a","dst_id":"b"}}}',
      "malformed-link",
      /`src_view_id`, `dst_view_id` are missing/,
    ],
  ];
  for (const [title, text, code, says] of cases) {
    test(`${title} is refused with words that say so`, () => {
      const [finding] = refused(text);
      assert.equal(finding.code, code);
      assert.equal(finding.severity, "error");
      assert.match(`${finding.error} ${finding.reason} ${finding.resolution}`, says);
    });
  }

  test("the place of a syntax error is a span of the text", () => {
    const text = '{\n  "snap_map": {},\n}';
    assert.deepEqual(refused(text)[0].place, { span: { start: 20, end: 21 } });
  });

  test("the place of a malformed Snap is a JSON Pointer", () => {
    const [finding] = refused('{"snap_map":{"a/b":3}}');
    assert.deepEqual(finding.place, { snapId: "a/b", pointer: "/snap_map/a~1b" });
  });

  test("all malformed entries are named at once", () => {
    const text = '{"snap_map":{"a":{},"b":3},"link_map":{"l":{}}}';
    assert.deepEqual(
      refused(text).map((finding) => finding.code),
      ["malformed-snap", "malformed-snap", "malformed-link"],
    );
  });
});

describe("readSlp: limits", () => {
  const text = buildSlp({
    snaps: [
      { id: "a", classId: "c" },
      { id: "b", classId: "c" },
    ],
  });

  test("a text of exactly `slpBytesMax` bytes is read, one byte more is refused", () => {
    const slpBytesMax = Buffer.byteLength(text);
    assert.equal(readSlp(text, { ...defaultLimits, slpBytesMax }).ok, true);
    const [finding] = refused(`${text} `, { slpBytesMax });
    assert.equal(finding.code, "too-large");
    assert.match(finding.reason, new RegExp(`${slpBytesMax} bytes \\(limit \`slpBytesMax\`\\)`));
  });

  test("more Snaps than `pipelineSnapsMax` are refused", () => {
    assert.equal(readSlp(text, { ...defaultLimits, pipelineSnapsMax: 2 }).ok, true);
    const [finding] = refused(text, { pipelineSnapsMax: 1 });
    assert.equal(finding.code, "too-many-snaps");
    assert.match(finding.reason, /at most 1 Snaps \(limit `pipelineSnapsMax`\); this one has 2/);
  });

  test("nesting beyond `jsonDepthMax` is refused", () => {
    const deep = `{"snap_map":{},"x":${"[".repeat(10)}${"]".repeat(10)}}`;
    assert.equal(readSlp(deep, { ...defaultLimits, jsonDepthMax: 11 }).ok, true);
    const [finding] = refused(deep, { jsonDepthMax: 10 });
    assert.equal(finding.code, "too-deep");
    assert.match(finding.reason, /at most 10 levels of nesting \(limit `jsonDepthMax`\)/);
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
    const trees = [ordersReport, countdown].map((text) => read(text).tree);
    fc.assert(
      fc.property(
        fc.constantFrom(...trees),
        fc.nat(),
        fc.json({ maxDepth: 3 }),
        (tree, at, json) => {
          const text = printWith(tree, at, json);
          const result = readSlp(text, defaultLimits);
          if (!result.ok) return;
          assert.deepEqual(read(printSlp(result.pipeline)), result.pipeline);
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

function read(text: string): Pipeline {
  const result = readSlp(text, defaultLimits);
  assert.equal(result.ok, true);
  return result.pipeline;
}

function refused(
  text: string,
  limits: Partial<typeof defaultLimits> = {},
): [Finding, ...Finding[]] {
  const result = readSlp(text, { ...defaultLimits, ...limits });
  assert.equal(result.ok, false);
  const [first, ...rest] = result.findings;
  assert.ok(first !== undefined);
  return [first, ...rest];
}

function textOfOne(properties: object): string {
  const info = { label: { value: "Only" } };
  const only = {
    class_id: "com-snaplogic-snaps-flow-filter",
    property_map: { info, ...properties },
  };
  return JSON.stringify({ snap_map: { only }, link_map: {}, property_map: {} });
}

function readOne(properties: object): Pipeline["snaps"][number] {
  return snapOf(read(textOfOne(properties)), "Only");
}

function snapOf(pipeline: Pipeline, label: string): Pipeline["snaps"][number] {
  const snap = pipeline.snaps.find((one) => one.label === label);
  assert.ok(snap !== undefined, `a Snap called ${label}`);
  return snap;
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
