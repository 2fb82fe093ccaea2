import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { parseJson, printJson } from "./json.ts";

describe("JSON", () => {
  it("keeps every digit of an integer, wherever it stands in the text", () => {
    const integer = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const padding = fc.nat({ max: 40 });
    fc.assert(
      fc.property(padding, fc.array(integer), padding, (before, integers, after) => {
        const text = `${" ".repeat(before)}[${integers.join()}]${" ".repeat(after)}`;
        const expected = integers.map((value) =>
          Number.isSafeInteger(Number(value)) ? Number(value) : value,
        );
        assert.deepEqual(parseJson(text), expected);
      }),
    );
  });

  it("finds the shortest large integer at every place, also as the last thing", () => {
    for (let blanks = 0; blanks < 33; blanks++) {
      assert.equal(parseJson(`${" ".repeat(blanks)}9007199254740993`), 9_007_199_254_740_993n);
      assert.equal(parseJson(`${" ".repeat(blanks)}-9007199254740993 `), -9_007_199_254_740_993n);
    }
  });

  it("leaves fractions, exponents and digits in text as JSON has them", () => {
    const text = '{"a":0.12345678901234567,"b":1e400,"c":"12345678901234567890","d":1e20}';
    assert.deepEqual(parseJson(text), JSON.parse(text));
  });

  it("prints large integers as it reads them", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n })), (integers) => {
        assert.deepEqual(parseJson(printJson(integers)), integers);
      }),
    );
  });
});
