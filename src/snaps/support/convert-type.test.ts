import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { DateTime } from "../../expr/date/date-time.ts";
import { convert, detect } from "./convert-type.ts";

const now = (): number => 0;

describe("detect", () => {
  it("gives back every number that was printed", () => {
    const number = fc.oneof(
      fc.integer(),
      fc.bigInt(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(number, (value) => {
        assert.equal(Number(detect(String(value))), Number(String(value)));
      }),
    );
  });

  it("reads ISO dates", () => {
    const when = detect("2018-04-27T20:03:58+02:00");
    assert.ok(when instanceof DateTime);
    assert.equal(when.epochMs, Date.UTC(2018, 3, 27, 18, 3, 58));
  });

  it("leaves every text that is no number and no date", () => {
    const texts = ["", " ", "+", ".", "-.", "007", "00", "1.", "1e", "0x10", "1 000", "2018-99-99"];
    for (const text of [...texts, "NaN", "Infinity", "1,5", "2018", "12:30"]) {
      if (text !== "2018") assert.equal(detect(text), text);
      else assert.equal(detect(text), 2018);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = detect(text);
        assert.ok(value === text || typeof value !== "string");
      }),
    );
  });
});

describe("convert", () => {
  it("keeps null, and refuses what is not what the rule says", () => {
    assert.equal(convert(null, "Integer", "", now), null);
    assert.equal(convert("12345678901234567890", "Integer", "", now), 12345678901234567890n);
    assert.equal(convert([1, 2], "String", "", now), "[1,2]");
    for (const [value, rule] of [
      ["1.5", "Integer"],
      [true, "Decimal"],
      ["27.4.2018", "Date Time"],
    ] as const) {
      assert.throws(() => convert(value, rule, "", now));
    }
  });
});
