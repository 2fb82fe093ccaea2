import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../base/errors.ts";
import type { Tool } from "./define-tool.ts";
import deleteFile from "./platform/delete-sldb-file.ts";
import download from "./platform/download-sldb-file.ts";
import execute from "./platform/execute-pipeline.ts";
import details from "./platform/get-snaplex-details.ts";
import importPipeline from "./platform/import-pipeline.ts";
import listFiles from "./platform/list-sldb-files.ts";
import refresh from "./platform/refresh-organizations-and-assets-cache.ts";
import upload from "./platform/upload-sldb.ts";
import validate from "./platform/validate-pipeline.ts";
import { readArguments } from "./read-arguments.ts";

test("the published example of execute_pipeline is taken as it stands", () => {
  const read = readArguments(execute, { pipeline_path: "/myOrg/myProject/myPipeline" }, "http");
  assert.deepEqual(read, {
    pipeline_path: "/myOrg/myProject/myPipeline",
    slp_encoding: "json",
    duplicate_check: true,
    wait: true,
    timeout_seconds: 300,
  });
});

const understood: readonly (readonly [Tool, object, object])[] = [
  [execute, { timeout_seconds: "60" }, { timeout_seconds: 60 }],
  [execute, { wait: "false" }, { wait: false }],
  [execute, { wait: "True" }, { wait: true }],
  [execute, { parameters: '{"a":1}' }, { parameters: { a: 1 } }],
  [execute, { org: null }, {}],
  [execute, { runtime_path_id: "o/rt/l/e" }, { snaplex_path: "o/rt/l/e" }],
  [validate, { detail: "FULL" }, { detail: "full" }],
  [details, { runtime_path_id: "o/rt/l/e" }, { snaplex_path: "o/rt/l/e" }],
  [importPipeline, { slp_content: { snap_map: {} } }, { slp_content: '{"snap_map":{}}' }],
  [deleteFile, { sldb_file_name: 2026 }, { sldb_file_name: "2026" }],
];

for (const [tool, given, expected] of understood) {
  test(`${tool.name} understands ${JSON.stringify(given)}`, () => {
    const read = readArguments(tool, given, "http");
    assert.ok(typeof read === "object" && read !== null);
    for (const [name, value] of Object.entries(expected)) {
      assert.deepEqual(Reflect.get(read, name), value);
    }
    assert.equal("runtime_path_id" in read, false);
  });
}

test("null for an argument with a default means the default", () => {
  const read = readArguments(listFiles, { limit: null }, "http");
  assert.deepEqual(read, readArguments(listFiles, {}, "http"));
});

interface Bad {
  readonly tool: Tool;
  readonly given: unknown;
  readonly error: RegExp;
  readonly reason: RegExp;
  readonly resolution: RegExp;
}

const bad: readonly Bad[] = [
  {
    tool: download,
    given: {},
    error: /^sldb_file_name is required$/,
    reason: /called without `sldb_file_name`/,
    resolution: /\{"sldb_file_name":"orders.csv"\}/,
  },
  {
    tool: download,
    given: { sldb_file: "a" },
    error: /^Unknown argument `sldb_file`$/,
    reason: /takes `sldb_file_name`/,
    resolution: /Did you mean `sldb_file_name`\?/,
  },
  {
    tool: download,
    given: { sldb_file_name: "a", max_bytes: "many" },
    error: /`max_bytes`/,
    reason: /a whole number from 4; "many" was sent/,
    resolution: /Example/,
  },
  {
    tool: download,
    given: { sldb_file_name: "a", offset: -1 },
    error: /`offset`/,
    reason: /from 0; -1 was sent/,
    resolution: /Pass "offset": 0, or/,
  },
  {
    tool: download,
    given: { sldb_file_name: "a", encoding: "utf8" },
    error: /`encoding`/,
    reason: /one of "auto", "utf-8", "base64"; "utf8" was sent/,
    resolution: /Pass "encoding": "utf-8", or/,
  },
  {
    tool: download,
    given: { sldb_file_name: ["a"] },
    error: /`sldb_file_name`/,
    reason: /is a text; \["a"\] was sent/,
    resolution: /Example/,
  },
  {
    tool: download,
    given: { sldb_file_name: null },
    error: /`sldb_file_name`/,
    reason: /is a text; null was sent/,
    resolution: /orders.csv/,
  },
  {
    tool: upload,
    given: { sldb_file_name: "a", local_file_path: "/tmp/a" },
    error: /`local_file_path` is not supported over HTTP/,
    reason: /cannot read files of your machine/,
    resolution: /`file_content`/,
  },
  {
    tool: upload,
    given: { sldb_file_name: "a" },
    error: /^file_content is required$/,
    reason: /without `file_content`/,
    resolution: /"file_content":/,
  },
  {
    tool: upload,
    given: { sldb_file_name: "a", content: "x" },
    error: /Unknown argument `content`/,
    reason: /`file_content`/,
    resolution: /Did you mean `file_content`\?/,
  },
  {
    tool: upload,
    given: { sldb_file_name: "a", file_content: "x", overwrite: "perhaps" },
    error: /`overwrite`/,
    reason: /true or false; "perhaps" was sent/,
    resolution: /Example/,
  },
  {
    tool: importPipeline,
    given: { slp_file_path: "/tmp/a.slp" },
    error: /`slp_file_path` is not supported over HTTP/,
    reason: /means nothing there/,
    resolution: /`slp_content`/,
  },
  {
    tool: importPipeline,
    given: {},
    error: /^slp_content is required$/,
    reason: /import_pipeline was called without/,
    resolution: /"slp_content":/,
  },
  {
    tool: importPipeline,
    given: { slp_content: "{}", slp_encoding: "gzip" },
    error: /`slp_encoding`/,
    reason: /one of "json", "base64"/,
    resolution: /Example/,
  },
  {
    tool: validate,
    given: { slp_file_path: "a.slp" },
    error: /not supported over HTTP/,
    reason: /HTTP/,
    resolution: /`slp_content`/,
  },
  {
    tool: execute,
    given: { pipeline: "/a/b/c" },
    error: /Unknown argument `pipeline`/,
    reason: /`pipeline_path`/,
    resolution: /Did you mean `pipeline_\w+`\?/,
  },
  {
    tool: execute,
    given: { timeout_seconds: 0 },
    error: /`timeout_seconds`/,
    reason: /from 1 to 86400; 0 was sent/,
    resolution: /Pass "timeout_seconds": 1, or/,
  },
  {
    tool: execute,
    given: { timeout_seconds: 1.5 },
    error: /`timeout_seconds`/,
    reason: /whole number/,
    resolution: /Example/,
  },
  {
    tool: execute,
    given: { parameters: ["a"] },
    error: /`parameters`/,
    reason: /an object; \["a"\] was sent/,
    resolution: /Example/,
  },
  {
    tool: execute,
    given: { parameters: "{not json" },
    error: /`parameters`/,
    reason: /an object/,
    resolution: /Example/,
  },
  {
    tool: execute,
    given: { snaplex_path: "a/rt/b/c", runtime_path_id: "a/rt/b/d" },
    error: /`snaplex_path` and `runtime_path_id` differ/,
    reason: /different values/,
    resolution: /one of the two/,
  },
  {
    tool: listFiles,
    given: { limit: 5000 },
    error: /`limit`/,
    reason: /from 1 to 1000; 5000 was sent/,
    resolution: /Pass "limit": 1000, or leave `limit` out/,
  },
  {
    tool: refresh,
    given: { org: "myOrg" },
    error: /Unknown argument `org`/,
    reason: /takes no arguments/,
    resolution: /Leave `org` out/,
  },
  {
    tool: refresh,
    given: ["myOrg"],
    error: /not an object/,
    reason: /an array was sent/,
    resolution: /Example: \{\}/,
  },
  {
    tool: listFiles,
    given: { runtime_path_id: "a/rt/b/c" },
    error: /Unknown argument `runtime_path_id`/,
    reason: /`org`/,
    resolution: /Leave `runtime_path_id` out/,
  },
  {
    tool: listFiles,
    given: JSON.parse('{"__proto__": 1}'),
    error: /Unknown argument `__proto__`/,
    reason: /`org`/,
    resolution: /Leave/,
  },
];

for (const { tool, given, error, reason, resolution } of bad) {
  test(`T16 T13 ${tool.name} refuses ${JSON.stringify(given)} and says how to mend it`, () => {
    assert.throws(
      () => readArguments(tool, given, "http"),
      (thrown) => {
        assert.ok(thrown instanceof Refusal);
        assert.equal(thrown.code, "invalid-argument");
        assert.match(thrown.message, error);
        assert.match(thrown.reason, reason);
        assert.match(thrown.resolution, resolution);
        return true;
      },
    );
  });
}

test("T16 file paths are arguments on stdio", () => {
  const read = readArguments(importPipeline, { slp_file_path: "a.slp" }, "stdio");
  assert.deepEqual(read, { slp_file_path: "a.slp", slp_encoding: "json", duplicate_check: true });
});
