import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../base/errors.ts";
import { slpText } from "./slp-text.ts";

const { signal } = new AbortController();
const http = { transport: "http", signal } as const;
const slp = '{"snap_map":{}}';

test("JSON is taken as it stands, base64 is decoded", async () => {
  assert.equal(await slpText(http, { slp_content: slp, slp_encoding: "json" }), slp);
  const encoded = Buffer.from(slp).toString("base64");
  assert.equal(await slpText(http, { slp_content: encoded, slp_encoding: "base64" }), slp);
});

test("T16 on stdio the file of the client's machine is read", async () => {
  const stdio = {
    transport: "stdio",
    signal,
    readLocalFile: async (path: string) => Buffer.from(path === "a.slp" ? slp : ""),
  } as const;
  assert.equal(await slpText(stdio, { slp_file_path: "a.slp", slp_encoding: "json" }), slp);
});

for (const path of ["/home/me/a.slp", "a.slp", "./pipelines/a.slp", "C:\\a.slp", "~/a", "a.json"]) {
  test(`T16 ${path} as slp_content is recognised as a path`, async () => {
    await assert.rejects(slpText(http, { slp_content: path, slp_encoding: "json" }), (thrown) => {
      assert.ok(thrown instanceof Refusal);
      assert.equal(thrown.code, "invalid-content");
      assert.match(thrown.message, /holds a path, not a pipeline/);
      assert.match(thrown.resolution, /`slp_content`/);
      return true;
    });
  });
}

test("base64 without its encoding is recognised", async () => {
  const encoded = Buffer.from(slp.repeat(10)).toString("base64");
  await assert.rejects(slpText(http, { slp_content: encoded, slp_encoding: "json" }), (thrown) => {
    assert.ok(thrown instanceof Refusal);
    assert.match(thrown.resolution, /"base64"/);
    return true;
  });
});

test("bytes that are not UTF-8 are refused", async () => {
  const zip = Buffer.from([0x50, 0x4b, 0xff, 0xfe]).toString("base64");
  await assert.rejects(slpText(http, { slp_content: zip, slp_encoding: "base64" }), (thrown) => {
    assert.ok(thrown instanceof Refusal);
    assert.match(thrown.message, /not text/);
    assert.match(thrown.resolution, /unpacked/);
    return true;
  });
});

test("SLPy as slp_content is recognised, and has to be compiled first", async () => {
  for (const slpy of ['p = Pipeline(label="a")', '"""Reads."""\n\nfrom slpy import Pipeline\n']) {
    await assert.rejects(slpText(http, { slp_content: slpy, slp_encoding: "json" }), (thrown) => {
      assert.ok(thrown instanceof Refusal);
      assert.match(thrown.message, /holds SLPy, not SLP/);
      assert.match(thrown.resolution, /slipway slpy compile/);
      return true;
    });
  }
});

test("SLP that speaks of SLPy is SLP", async () => {
  const about = '{"notes": "\\nfrom slpy import Pipeline"}';
  assert.equal(await slpText(http, { slp_content: about, slp_encoding: "json" }), about);
});
