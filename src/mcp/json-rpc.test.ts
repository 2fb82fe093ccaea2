import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { readMessage } from "./json-rpc.ts";

test("requests, notifications and answers are told apart", () => {
  assert.equal(readMessage({ jsonrpc: "2.0", id: 1, method: "ping" }).kind, "request");
  assert.equal(readMessage({ jsonrpc: "2.0", id: "", method: "ping" }).kind, "request");
  assert.equal(readMessage({ jsonrpc: "2.0", method: "notifications/x" }).kind, "notification");
  assert.equal(readMessage({ jsonrpc: "2.0", id: 1, result: {} }).kind, "answer");
  assert.equal(readMessage({ jsonrpc: "2.0", id: 1, error: {} }).kind, "answer");
});

const invalid: readonly (readonly [unknown, number, RegExp])[] = [
  [{ id: 1, method: "ping" }, -32600, /jsonrpc/],
  [{ jsonrpc: "1.0", id: 1, method: "ping" }, -32600, /jsonrpc/],
  [{ jsonrpc: "2.0", id: 1 }, -32600, /`method` is missing/],
  [{ jsonrpc: "2.0", id: 1, method: 5 }, -32600, /must be a text/],
  [{ jsonrpc: "2.0", id: null, method: "ping" }, -32600, /`id`/],
  [{ jsonrpc: "2.0", id: {}, method: "ping" }, -32600, /`id`/],
  [{ jsonrpc: "2.0", id: 1, method: "ping", params: [] }, -32602, /`params`/],
  [null, -32600, /object/],
  ["ping", -32600, /object/],
  [[], -32600, /object/],
];

for (const [value, code, reason] of invalid) {
  test(`P11 ${JSON.stringify(value)} is not a message`, () => {
    const read = readMessage(value);
    assert.ok(read.kind === "invalid");
    assert.equal(read.code, code);
    assert.match(read.reason, reason);
  });
}

test("P11 nothing that is JSON makes the reader throw", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void readMessage(value)));
});
