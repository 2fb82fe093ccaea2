import assert from "node:assert/strict";
import { it } from "node:test";
import { toNumeric } from "./to-numeric.ts";

it("reads numeric text as a number", () => {
  assert.equal(toNumeric("12.5"), 12.5);
  assert.equal(toNumeric(" -7 "), -7);
  assert.equal(toNumeric("0"), 0);
  assert.equal(toNumeric("+1e3"), 1000);
  assert.equal(toNumeric("9007199254740993"), 9007199254740993n);
});

it("takes nothing else for a number", () => {
  for (const text of ["", " ", "abc", "0x10", "1,5", "Infinity", "12abc", "1_000"]) {
    assert.equal(toNumeric(text), undefined, JSON.stringify(text));
  }
  assert.equal(toNumeric(true), undefined);
  assert.equal(toNumeric([]), undefined);
});
