import assert from "node:assert/strict";
import { test } from "node:test";
import { didYouMean, nearestNames } from "./nearest.ts";

test("Of names that contain each other the one with fewer wrong letters is nearer", () => {
  assert.deepEqual(nearestNames("reslt_field", ["field", "function", "result_field"]), [
    "result_field",
    "field",
  ]);
});

test("A part of a name finds it, whatever its case and punctuation", () => {
  assert.deepEqual(nearestNames("slpContent", ["slp_content", "slp_encoding"]), ["slp_content"]);
  assert.equal(didYouMean("content", ["slp_content"]), 'Did you mean "slp_content"?');
});

test("Nothing is near a name that is quite different", () => {
  assert.deepEqual(nearestNames("country", ["limit", "cursor"]), []);
});
