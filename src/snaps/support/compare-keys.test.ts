import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import type { Value } from "../../expr/value.ts";
import { compareKeysBy, compareScalars, isScalar } from "./compare-keys.ts";

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }),
  fc.string({ maxLength: 4 }),
  fc.integer({ min: -1e12, max: 1e12 }).map((ms): Value => new DateTime(ms)),
  fc.integer({ min: -1e5, max: 1e5 }).map((day): Value => new LocalDate(day)),
);

describe("compareScalars", () => {
  it("is a total order", () => {
    fc.assert(
      fc.property(scalar, scalar, scalar, (a, b, c) => {
        assert.equal(compareScalars(a, a), 0);
        assert.equal(Math.sign(compareScalars(a, b)), -Math.sign(compareScalars(b, a)) + 0);
        if (compareScalars(a, b) <= 0 && compareScalars(b, c) <= 0) {
          assert.ok(compareScalars(a, c) <= 0);
        }
      }),
    );
  });

  it("compares text by code unit and numbers by value", () => {
    assert.ok(compareScalars("10", "9") < 0);
    assert.ok(compareScalars(10, 9) > 0);
    assert.ok(compareScalars("Z", "a") < 0);
    assert.equal(compareScalars(1, "1") === 0, false);
  });
});

/** How null lies to the empty text. */
function by(direction: 1 | -1, nullGreater: boolean): number {
  return compareKeysBy({ directions: [direction], nullGreater })([null], [""]);
}

describe("compareKeysBy", () => {
  it("puts null first ascending and last descending, and the other way round when it is greater", () => {
    assert.ok(by(1, false) < 0);
    assert.ok(by(-1, false) > 0);
    assert.ok(by(1, true) > 0);
    assert.ok(by(-1, true) < 0);
  });
});

describe("isScalar", () => {
  it("takes dates and null, but no list, object or bytes", () => {
    assert.ok([null, 1, "", true, new DateTime(0)].every(isScalar));
    assert.ok(![[], {}, new Uint8Array()].some(isScalar));
  });
});
