import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { isDeeperThan } from "./json-depth.ts";

test("P11 the depth of any JSON text is the depth of its value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const depth = depthOf(value);
      assert.equal(isDeeperThan(text, depth), false);
      if (depth > 0) assert.equal(isDeeperThan(text, depth - 1), true);
    }),
  );
});

test("P11 brackets in strings do not count, whatever is escaped", () => {
  for (const string of ["[[[", '"[', "\\", '\\"[{', '\\\\"[{', "[\n"]) {
    assert.equal(isDeeperThan(JSON.stringify([string, string]), 1), false, string);
  }
});

test("P11 text that is not JSON ends the search", () => {
  for (const text of ["", '"', '"\\', "]]]", '["', "{"]) {
    assert.equal(isDeeperThan(text, 1), false, text);
  }
});

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
