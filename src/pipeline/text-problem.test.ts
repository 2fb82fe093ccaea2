import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Finding } from "../base/finding.ts";
import { defaultLimits } from "../base/limits.ts";
import { buildSlp } from "./build-slp.ts";
import { readSlp } from "./read-slp.ts";

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
