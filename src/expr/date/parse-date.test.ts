import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { DateTime } from "./date-time.ts";
import { parseIsoInstant, parseIsoLocal, parseIsoTime } from "./parse-date.ts";

const forms: readonly (readonly [string, string])[] = [
  ["2018-04-27", "2018-04-27T00:00:00.000Z"],
  ["2018-04", "2018-04-01T00:00:00.000Z"],
  ["20180427", "2018-04-27T00:00:00.000Z"],
  ["2018-04-27T20:03", "2018-04-27T20:03:00.000Z"],
  ["2018-04-27 20:03:58", "2018-04-27T20:03:58.000Z"],
  ["2018-04-27T20:03:58.4", "2018-04-27T20:03:58.400Z"],
  ["2018-04-27T20:03:58.453999999", "2018-04-27T20:03:58.453Z"],
  ["2018-04-27T20:03:58,453Z", "2018-04-27T20:03:58.453Z"],
  ["2018-04-27T20:03:58.453 UTC", "2018-04-27T20:03:58.453Z"],
  ["2018-04-27T20:03:58+05:30", "2018-04-27T14:33:58.000Z"],
  ["2018-04-27T20:03:58 -0800", "2018-04-28T04:03:58.000Z"],
  ["20180427T20:03Z", "2018-04-27T20:03:00.000Z"],
  ["  2018-04-27  ", "2018-04-27T00:00:00.000Z"],
];

for (const [text, expected] of forms) {
  test(`"${text}" is ${expected}`, () => {
    assert.equal(new DateTime(parseIsoInstant(text)).toString(), expected);
  });
}

for (const text of [
  "",
  "nope",
  "2018",
  "2018-13-01",
  "2018-02-30",
  "2018-04-27T24:00",
  "2018-04-27T20:60",
  "2018-04-27T20:03:58.",
  "2018-04-27T20:03:58.123:4",
  "2018-04-27T20:03:58 nowhere",
  "2018-04-27X20:03",
  "2018-4-7",
  "999999-01-01",
]) {
  test(`"${text}" is no instant in ISO form`, () => {
    assert.equal(parseIsoInstant(text), Number.NaN);
  });
}

test("a text with a zone is no local time", () => {
  assert.equal(parseIsoLocal("2018-04-27T20:03:58Z"), Number.NaN);
  assert.equal(parseIsoLocal("2018-04-27T20:03:58"), Date.UTC(2018, 3, 27, 20, 3, 58));
  assert.equal(parseIsoTime("20:03:58.453"), 72_238_453);
  assert.equal(parseIsoTime("20:03:58Z"), Number.NaN);
});

test("a text reads as the same instant with blanks around it, whatever its form", () => {
  const usual = fc.constantFrom(
    "2018-04-27",
    "2018-04-27T20:03:58",
    "0000-02-29 00:00:00",
    "1900-02-29T23:59:59Z",
    "9999-12-31T23:59:59Z",
  );
  const change = fc.record({
    at: fc.nat({ max: 20 }),
    with: fc.constantFrom(...Array.from("0123456789-:TtZz +./")),
  });
  const changed = fc.tuple(usual, fc.array(change, { maxLength: 3 })).map(([text, changes]) => {
    let made: string = text;
    for (const one of changes) made = made.slice(0, one.at) + one.with + made.slice(one.at + 1);
    return made;
  });
  fc.assert(
    fc.property(changed, (text) => {
      const padded = `\t ${text.trim()}  `;
      assert.equal(parseIsoInstant(text), parseIsoInstant(padded));
      assert.equal(parseIsoLocal(text), parseIsoLocal(padded));
    }),
    { numRuns: 1000 },
  );
});

test("every instant of the years 0 to 9999 is read back from its ISO text", () => {
  const instants = fc.integer({ min: Date.UTC(0, 0, 1) - 1e12, max: Date.UTC(9999, 11, 31) });
  fc.assert(
    fc.property(instants, (epochMs) => {
      fc.pre(new Date(epochMs).getUTCFullYear() >= 0);
      assert.equal(parseIsoInstant(new Date(epochMs).toISOString()), epochMs);
      assert.equal(parseIsoInstant(new DateTime(epochMs).toString()), epochMs);
    }),
  );
});

test("no text whatever throws", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(typeof parseIsoInstant(text), "number");
      assert.equal(typeof parseIsoTime(text), "number");
    }),
  );
});
