import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cloneValue } from "./clone-value.ts";
import { compareOperands, compareValues } from "./compare.ts";
import { DateTime } from "./date/date-time.ts";
import { deepEquals, looseEquals } from "./equality.ts";
import { toText } from "./to-text.ts";
import { isTruthy } from "./truthy.ts";

describe("values", () => {
  test("numbers, numeric texts and dates compare as numbers", () => {
    assert.ok(compareOperands("10", 9) > 0);
    assert.ok(compareOperands("10", "9") < 0);
    assert.ok(compareOperands(new DateTime(5), 6) < 0);
    assert.ok(compareOperands(9007199254740993n, 9007199254740992) > 0);
    assert.ok(Number.isNaN(compareOperands("x", 1)));
  });

  test("the total order puts null first and never answers NaN", () => {
    const sorted = ["b", 2, null, true, "a", {}, [1], "10"].toSorted(compareValues);
    assert.equal(sorted[0], null);
    assert.equal(compareValues(null, null), 0);
    assert.ok(!Number.isNaN(compareValues("x", 1)));
    assert.ok(compareValues(null, 0) < 0 && compareValues(0, null) > 0);
  });

  test("loose equality compares text and numbers by number, deep equality does not", () => {
    assert.ok(looseEquals("1.0", 1) && looseEquals(true, 1) && looseEquals(new DateTime(7), 7));
    assert.ok(!looseEquals(null, 0) && !looseEquals("a", "b") && !looseEquals("x", 1));
    assert.ok(deepEquals({ a: [1n] }, { a: [1] }) && !deepEquals("1", 1));
    assert.ok(!deepEquals({ a: null }, { b: null }) && !deepEquals([1], [1, 2]));
  });

  test("text of a value is what concatenation gives", () => {
    const table: readonly (readonly [Parameters<typeof toText>[0], string])[] = [
      [4, "4"],
      [0.5, "0.5"],
      [-0, "0"],
      [null, "null"],
      [true, "true"],
      [123456789012345678901n, "123456789012345678901"],
      [[1, null, "a"], "1,,a"],
      [{ a: 1 }, '{"a":1}'],
    ];
    for (const [value, text] of table) assert.equal(toText(value), text);
  });

  test("truth is as in JavaScript", () => {
    const falsy = [null, false, 0, Number.NaN, "", 0n];
    assert.deepEqual(
      falsy.map(isTruthy),
      falsy.map(() => false),
    );
    assert.ok([true, 1, "0", [], {}].every((value) => isTruthy(value)));
  });

  test("a clone shares nothing that can change", () => {
    const original = { a: [{ b: 1 }], ["__proto__"]: { c: 2 } };
    const copy = cloneValue(original);
    copy.a.push({ b: 2 });
    assert.deepEqual(original.a, [{ b: 1 }]);
    assert.deepEqual(Object.keys(copy), Object.keys(original));
  });
});
