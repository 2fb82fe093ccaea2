import assert from "node:assert/strict";
import { it } from "node:test";
import * as fc from "fast-check";
import { isNear } from "./is-near.ts";

it("A9 forgives one typo from four letters on and two from eight, also swapped neighbours", () => {
  assert.ok(isNear("jhon doe", "john doe"));
  assert.ok(isNear("smiht", "john smith"));
  assert.ok(isNear("procurment", "procurement"));
  assert.ok(!isNear("abc", "abd"));
  assert.ok(!isNear("abcd", "axyd"));
  assert.ok(!isNear("north", "south"));
});

it("A9 finds whatever differs by the typos it forgives, and nothing else", () => {
  const text = fc.string({ minLength: 4, maxLength: 7, unit: fc.constantFrom("a", "b", "c") });
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(isNear(a, b), distance(a, b) <= 1);
    }),
    { numRuns: 500 },
  );
});

/** The slow and obvious way. */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const rest = distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1);
  const swapped =
    a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]
      ? distance(a.slice(2), b.slice(2)) + 1
      : Number.POSITIVE_INFINITY;
  return Math.min(rest, swapped, distance(a.slice(1), b) + 1, distance(a, b.slice(1)) + 1);
}
