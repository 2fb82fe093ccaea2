import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { addTo, averageOf, exactSum, totalOf } from "./exact-sum.ts";

function sumOf(values: readonly (number | bigint)[]): number | bigint {
  const sum = exactSum();
  for (const value of values) addTo(sum, value);
  return totalOf(sum);
}

describe("exactSum", () => {
  it("adds decimals as on paper", () => {
    assert.equal(sumOf([0.1, 0.2]), 0.3);
    assert.equal(sumOf([1.005, 2.5, -0.005]), 3.5);
    assert.equal(sumOf(Array.from({ length: 1000 }, () => 0.1)), 100);
  });

  it("keeps every digit of integers beyond 2^53", () => {
    assert.equal(sumOf([Number.MAX_SAFE_INTEGER, 1, 1]), BigInt(Number.MAX_SAFE_INTEGER) + 2n);
    assert.equal(sumOf([2n ** 60n, 1]), 2n ** 60n + 1n);
    assert.equal(sumOf([2n ** 60n, -(2n ** 60n), 5]), 5);
  });

  it("rounds what is no decimal to 15 digits", () => {
    assert.equal(sumOf([1 / 3, 1 / 3, 1 / 3]), 1);
    assert.equal(sumOf([1e300, 1e300]), 2e300);
    assert.equal(sumOf([1e-20, 1e-20]), 2e-20);
  });

  it("carries infinity and NaN", () => {
    assert.equal(sumOf([1, Number.POSITIVE_INFINITY]), Number.POSITIVE_INFINITY);
    assert.ok(Number.isNaN(sumOf([1, Number.NaN])));
  });

  it("averages to 16 digits", () => {
    const sum = exactSum();
    addTo(sum, 10);
    assert.equal(averageOf(sum, 3), 3.333333333333333);
  });

  it("gives the decimal sum of any amounts with up to four places, in any order", () => {
    const amount = fc.record({
      units: fc.integer({ min: -1e9, max: 1e9 }),
      places: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const values = amounts.map(({ units, places }) => Number(`${units}e-${places}`));
        const exact = amounts.reduce(
          (sum, { units, places }) => sum + BigInt(units) * 10n ** BigInt(4 - places),
          0n,
        );
        assert.equal(Number(sumOf(values)), Number(exact) / 1e4);
        assert.equal(sumOf(values.toReversed()), sumOf(values));
      }),
    );
  });
});
