import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { epochMsMax } from "./civil.ts";
import { jodaPattern, type JodaPattern } from "./joda-pattern.ts";
import { localeNames } from "./locale-names.ts";
import { offsetMsAt } from "./zone.ts";

const english = localeNames("en-US");
const instant = Date.UTC(2018, 3, 27, 20, 3, 58, 453);
const now = Date.UTC(2026, 0, 1);

function compiled(source: string): JodaPattern {
  const pattern = jodaPattern(source);
  if ("problem" in pattern) throw new Error(pattern.problem.reason);
  return pattern;
}

function printed(source: string, epochMs = instant, zone = "UTC", locale = "en-US"): string {
  const moment = { epochMs, zone, localMs: epochMs + offsetMsAt(zone, epochMs) };
  return compiled(source).format(moment, localeNames(locale));
}

function read(text: string, source: string): string {
  const time = compiled(source).parse(text, english, now);
  return "reason" in time ? time.reason : new Date(time.epochMs).toISOString();
}

const prints: readonly (readonly [string, string])[] = [
  ["yyyy-MM-dd HH:mm:ss", "2018-04-27 20:03:58"],
  ["yyyyMMdd", "20180427"],
  ["MMddyyyy", "04272018"],
  ["dd-MM-yyyy", "27-04-2018"],
  ["yyyy-MM-dd HH:mm:ss.SSS", "2018-04-27 20:03:58.453"],
  ["YYYYMMddHHmmssSS", "2018042720035845"],
  ["h:mm a", "8:03 PM"],
  ["K k H", "8 20 20"],
  ["yy M d", "18 4 27"],
  ["MMM MMMM", "Apr April"],
  ["E EEEE e", "Fri Friday 5"],
  ["G C D", "AD 20 117"],
  ["xxxx-'W'ww-e", "2018-W17-5"],
  ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "2018-04-27T20:03:58.453Z"],
  ["hh 'o''clock'", "08 o'clock"],
  ["S SSSSSS", "4 453000"],
  ["z Z ZZ ZZZ", "UTC +0000 +00:00 UTC"],
];

for (const [pattern, expected] of prints) {
  test(`the pattern ${pattern} prints ${expected}`, () => {
    assert.equal(printed(pattern), expected);
  });
}

test("a year of era is not the year of the week", () => {
  assert.equal(printed("YYYY-MM-dd", Date.UTC(2018, 11, 31)), "2018-12-31");
  assert.equal(printed("xxxx", Date.UTC(2018, 11, 31)), "2019");
});

test("a zone prints its own time, names and offset", () => {
  assert.equal(
    printed("HH:mm z Z ZZ ZZZ", instant, "US/Eastern"),
    "16:03 EDT -0400 -04:00 US/Eastern",
  );
  assert.equal(printed("HH:mm zzzz", instant, "EST"), "15:03 Eastern Standard Time");
  assert.equal(printed("EEEE, d. MMMM", instant, "UTC", "de"), "Freitag, 27. April");
});

const reads: readonly (readonly [string, string, string])[] = [
  ["20160923", "yyyyMMdd", "2016-09-23T00:00:00.000Z"],
  ["2011 10 30", "yyyy MM dd", "2011-10-30T00:00:00.000Z"],
  ["04/15/2015T13:23:10.000Z", "MM/dd/yyyy'T'HH:mm:ss.SSS'Z'", "2015-04-15T13:23:10.000Z"],
  ["2018042720035845", "YYYYMMddHHmmssSS", "2018-04-27T20:03:58.450Z"],
  ["8:03 pm", "h:mm a", "1970-01-01T20:03:00.000Z"],
  ["12:30 AM", "hh:mm a", "1970-01-01T00:30:00.000Z"],
  ["27-apr-18", "dd-MMM-yy", "2018-04-27T00:00:00.000Z"],
  ["01/02/50", "MM/dd/yy", "1950-01-02T00:00:00.000Z"],
  ["02/29", "MM/dd", "2000-02-29T00:00:00.000Z"],
  ["2018-04-27 20:03 +0530", "yyyy-MM-dd HH:mm Z", "2018-04-27T14:33:00.000Z"],
  ["2018-04-27 20:03 EST", "yyyy-MM-dd HH:mm z", "2018-04-28T00:03:00.000Z"],
  ["2018-04-27 20:03 Europe/Paris", "yyyy-MM-dd HH:mm ZZZ", "2018-04-27T18:03:00.000Z"],
  ["2018-117", "yyyy-DDD", "2018-04-27T00:00:00.000Z"],
  ["2018-W17-5", "xxxx-'W'ww-e", "2018-04-27T00:00:00.000Z"],
  ["1 BC", "Y G", "0000-01-01T00:00:00.000Z"],
];

for (const [text, pattern, expected] of reads) {
  test(`${pattern} reads "${text}" as ${expected}`, () => {
    assert.equal(read(text, pattern), expected);
  });
}

const mismatches: readonly (readonly [string, string, RegExp])[] = [
  ["2018-04", "yyyy-MM-dd", /expected "-" at position 7, found the end of the text/],
  ["2018-xx-01", "yyyy-MM-dd", /expected month \(MM\) at position 5, found "xx-01"/],
  ["2018-04-27x", "yyyy-MM-dd", /the text goes on with "x"/],
  ["2018-13-01", "yyyy-MM-dd", /month 13 is not within 1 to 12/],
  ["31-02-2018", "dd-MM-yyyy", /month 2 of the year 2018 has 28 days, not 31/],
  ["25:00", "HH:mm", /hour \(0-23\) 25 is not within 0 to 23/],
  ["2018-366", "yyyy-DDD", /the year 2018 has 365 days/],
  ["999999999", "yyyy", /too far from now/],
];

for (const [text, pattern, reason] of mismatches) {
  test(`${pattern} refuses "${text}" and says why`, () => {
    assert.match(read(text, pattern), reason);
  });
}

test("an unknown letter is refused with its place and what to write", () => {
  const pattern = jodaPattern("yyyy-MM-dd'T'HH:mmX");
  assert.ok("problem" in pattern);
  assert.equal(pattern.problem.index, 18);
  assert.match(pattern.problem.reason, /found `X` at position 18/);
  assert.match(pattern.problem.resolution, /`ZZ`/);
});

test("a pattern past patternLengthMax is refused by the name of the limit", () => {
  const pattern = jodaPattern("y".repeat(1_001));
  assert.ok("problem" in pattern);
  assert.match(pattern.problem.reason, /patternLengthMax.*1001/);
});

test("what a pattern prints it reads back", () => {
  const patterns = fc.constantFrom(
    "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyyMMddHHmmssSSS",
    "yyyy-DDD'T'kk:mm:ss,SSS",
    "d MMMM yyyy hh:mm:ss.SSS a",
    "EEE, dd MMM yyyy K:m:s.SSS a Z",
    "xxxx-'W'ww-e HH:mm:ss.SSS ZZ",
    "Y G MM/dd H:mm:ss.SSS",
  );
  const instants = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9998, 11, 31) });
  fc.assert(
    fc.property(patterns, instants, (source, epochMs) => {
      assert.equal(read(printed(source, epochMs), source), new Date(epochMs).toISOString());
    }),
  );
});

test("no pattern and no text throw, and no problem points outside", () => {
  const sources = fc.string({ unit: fc.constantFrom(..."GCYxweEyDMdaKhHkmsSzZ'-/: Xq".split("")) });
  const instants = fc.integer({ min: -epochMsMax, max: epochMsMax });
  fc.assert(
    fc.property(sources, fc.string(), instants, (source, text, epochMs) => {
      const pattern = jodaPattern(source);
      if ("problem" in pattern) return assert.ok(pattern.problem.index <= source.length);
      pattern.format({ epochMs, localMs: epochMs, zone: "UTC" }, english);
      const time = pattern.parse(text, english, now);
      if ("reason" in time) assert.ok(time.index <= text.length);
    }),
  );
});
