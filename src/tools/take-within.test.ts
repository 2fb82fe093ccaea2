import assert from "node:assert/strict";
import { test } from "node:test";
import { answerDocuments, plainDocument } from "./answer-documents.ts";
import { takeWithin } from "./take-within.ts";

test("T21 items are taken while they fit, and the rest is counted", () => {
  assert.deepEqual(takeWithin(["aa", "bb", "cc"], 10), { items: ["aa", "bb"], omitted: 1 });
  assert.deepEqual(takeWithin([], 10), { items: [], omitted: 0 });
  assert.deepEqual(takeWithin(["a".repeat(50)], 10), { items: [], omitted: 1 });
});

test("T21 the views of an answer share its room", () => {
  const many = Array.from({ length: 100 }, (_, id) => ({ id }));
  const { documents, truncated } = answerDocuments({ a: many, b: [{ id: 1 }] }, 200);
  assert.equal(truncated, true);
  assert.ok((documents["a"]?.length ?? 0) > 0);
  assert.deepEqual(documents["b"], [{ id: 1 }]);
});

test("documents become JSON: binary as base64, large integers whole, odd keys kept", () => {
  const document = JSON.parse('{"__proto__": {"a": 1}}');
  document.bytes = new Uint8Array([1, 2]);
  document.large = 12345678901234567890n;
  const plain = plainDocument(document);
  assert.ok(typeof plain === "object" && plain !== null);
  assert.deepEqual(Object.entries(plain), [
    ["__proto__", { a: 1 }],
    ["bytes", "AQI="],
    ["large", 12345678901234567890n],
  ]);
});
