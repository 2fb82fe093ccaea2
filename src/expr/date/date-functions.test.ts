import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { EvaluationFailure } from "../failure.ts";
import type { NativeCall } from "../native.ts";
import type { Value } from "../value.ts";
import { dateMethods, dateMethodTables } from "./date-functions.ts";
import { dateStatics } from "./date-statics.ts";
import { DateTime } from "./date-time.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";

const nowMs = Date.UTC(2018, 3, 27, 20, 3, 58, 453);
const nativeCall: NativeCall = {
  now: () => nowMs,
  fail: (code, error, reason, resolution) => {
    throw new EvaluationFailure(code, error, reason, resolution, { start: 0, end: 0 });
  },
};

function make(type: string, name: string, ...args: Value[]): Value {
  const run = dateStatics[type]?.[name];
  if (run === undefined) throw new Error(`${type}.${name} does not exist`);
  return run(null, args, nativeCall);
}

function call(receiver: Value, name: string, ...args: Value[]): Value {
  const run = dateMethods(receiver)?.[name];
  if (run === undefined) throw new Error(`${name} does not exist`);
  return run(receiver, args, nativeCall);
}

function text(value: Value): string {
  return JSON.stringify(value);
}

const now = new DateTime(nowMs);

const parsed: readonly (readonly [readonly Value[], string])[] = [
  [["2018-04-27"], "2018-04-27T00:00:00.000Z"],
  [["2011-10-10T14:48:00.123-08:00"], "2011-10-10T22:48:00.123Z"],
  [[1445910469510], "2015-10-27T01:47:49.510Z"],
  [["2011 10 30", "yyyy MM dd"], "2011-10-30T00:00:00.000Z"],
  [[20160923, "yyyyMMdd"], "2016-09-23T00:00:00.000Z"],
  [[now], "2018-04-27T20:03:58.453Z"],
  [["04/27/2018"], "2018-04-27T00:00:00.000Z"],
  [["Fri, 27 Apr 2018 20:03:58 GMT"], "2018-04-27T20:03:58.000Z"],
  [["Apr 27, 2018"], "2018-04-27T00:00:00.000Z"],
];

for (const [args, expected] of parsed) {
  test(`Date.parse(${args.map(text).join(", ")}) is ${expected}`, () => {
    assert.equal(text(make("Date", "parse", ...args)), text(expected));
  });
}

test("now is the moment that was handed in, in each type", () => {
  assert.deepEqual(make("Date", "now"), now);
  assert.equal(text(make("LocalDateTime", "now")), '"2018-04-27T20:03:58.453"');
  assert.equal(text(make("LocalDate", "now")), '"2018-04-27"');
  assert.equal(text(make("LocalTime", "now")), '"20:03:58.453"');
});

test("Date.UTC takes two to seven numbers, months from 0", () => {
  assert.equal(text(make("Date", "UTC", 2018, 3)), '"2018-04-01T00:00:00.000Z"');
  assert.equal(text(make("Date", "UTC", 2018, 3, 27, 20, 3, 58, 453)), text(now));
});

test("local types parse text without zone, by form or by pattern", () => {
  assert.deepEqual(make("LocalDate", "parse", "27.04.2018", "dd.MM.yyyy"), new LocalDate(17_648));
  assert.deepEqual(make("LocalDate", "parse", "2018-04-27"), new LocalDate(17_648));
  assert.deepEqual(make("LocalTime", "parse", "8:03 PM", "h:mm a"), new LocalTime(72_180_000));
  assert.deepEqual(make("LocalTime", "parse", "20:03"), new LocalTime(72_180_000));
  assert.deepEqual(
    make("LocalDateTime", "parse", "2018-04-27 20:03:58.453"),
    new LocalDateTime(nowMs),
  );
});

const inNewYork = new DateTime(nowMs, "America/New_York");

const results: readonly (readonly [Value, string, readonly Value[], Value])[] = [
  [now, "getDate", [], 27],
  [now, "getDay", [], 5],
  [now, "getFullYear", [], 2018],
  [now, "getMonth", [], 4],
  [now, "getMonthFromZero", [], 3],
  [now, "getHours", [], 20],
  [now, "getMinutes", [], 3],
  [now, "getSeconds", [], 58],
  [now, "getMilliseconds", [], 453],
  [now, "getTime", [], nowMs],
  [now, "getTimezoneOffset", [], 0],
  [inNewYork, "getHours", [], 16],
  [inNewYork, "getUTCHours", [], 20],
  [inNewYork, "getUTCMonth", [], 4],
  [inNewYork, "getTimezoneOffset", [], 240],
  [new DateTime(Date.UTC(2018, 3, 29)), "getDay", [], 0],
  [now, "toString", [], "2018-04-27T20:03:58.453Z"],
  [now, "toString", ["YYYYMMddHHmmssSS"], "2018042720035845"],
  [now, "toLocaleDateString", [], "4/27/18"],
  [now, "toLocaleDateString", [{ timezone: "Nowhere", format: "dd-MM-yyyy" }], "27-04-2018"],
  [
    now,
    "toLocaleDateTimeString",
    [{ timeZone: "US/Eastern", format: "yyyy-MM-dd HH:mm:ss" }],
    "2018-04-27 16:03:58",
  ],
  [now, "toLocaleDateTimeString", ['{"timeZone":"EST","format":"HH:mm"}'], "15:03"],
  [now, "toLocaleTimeString", [], "8:03 PM"],
  [now, "toLocaleString", [], "4/27/18, 8:03 PM"],
  [now, "toLocaleDateString", [{ locale: "de_DE" }], "27.04.18"],
  [new LocalDate(17_648), "toString", ["MMM d"], "Apr 27"],
  [new LocalDate(17_648), "toLocaleDateTimeString", [], "4/27/18"],
  [new LocalTime(72_180_000), "toLocaleString", [], "8:03 PM"],
];

for (const [receiver, name, args, expected] of results) {
  test(`${text(receiver)} ${name}(${args.map(text).join()}) is ${text(expected)}`, () => {
    assert.deepEqual(call(receiver, name, ...args), expected);
  });
}

const moves: readonly (readonly [Value, string, readonly Value[], string])[] = [
  [now, "plus", [1000], "2018-04-27T20:03:59.453Z"],
  [now, "plus", [{ months: 1, day: 1, hours: 4 }], "2018-05-29T00:03:58.453Z"],
  [now, "minus", [{ years: 1 }], "2017-04-27T20:03:58.453Z"],
  [now, "plusDays", ["4"], "2018-05-01T20:03:58.453Z"],
  [now, "minusWeeks", [1], "2018-04-20T20:03:58.453Z"],
  [now, "plusYears", [1.9], "2019-04-27T20:03:58.453Z"],
  [now, "minusHours", [21], "2018-04-26T23:03:58.453Z"],
  [now, "plusMinutes", [57], "2018-04-27T21:00:58.453Z"],
  [now, "plusSeconds", [2], "2018-04-27T20:04:00.453Z"],
  [now, "minusMillis", [453], "2018-04-27T20:03:58.000Z"],
  [new DateTime(Date.UTC(2024, 0, 31)), "plusMonths", [1], "2024-02-29T00:00:00.000Z"],
  [
    new DateTime(Date.UTC(2024, 2, 9, 12), "US/Eastern"),
    "plusDays",
    [1],
    "2024-03-10T07:00:00.000-04:00",
  ],
  [now, "withYear", [2020], "2020-04-27T20:03:58.453Z"],
  [now, "withMonthOfYear", [2], "2018-02-27T20:03:58.453Z"],
  [now, "withDayOfMonth", [30], "2018-04-30T20:03:58.453Z"],
  [now, "withDayOfYear", [1], "2018-01-01T20:03:58.453Z"],
  [now, "withDayOfWeek", [1], "2018-04-23T20:03:58.453Z"],
  [now, "withHourOfDay", [0], "2018-04-27T00:03:58.453Z"],
  [now, "withMinuteOfHour", [0], "2018-04-27T20:00:58.453Z"],
  [now, "withSecondOfMinute", [0], "2018-04-27T20:03:00.453Z"],
  [now, "withMillisOfSecond", [0], "2018-04-27T20:03:58.000Z"],
  [new LocalDate(17_648), "plusMonths", [-2], "2018-02-27"],
  [new LocalTime(0), "minusMinutes", [1], "23:59:00.000"],
  [new LocalDateTime(0), "plusWeeks", [1], "1970-01-08T00:00:00.000"],
];

for (const [receiver, name, args, expected] of moves) {
  test(`${text(receiver)} ${name}(${args.map(text).join()}) is ${expected}`, () => {
    assert.equal(text(call(receiver, name, ...args)), text(expected));
  });
}

interface Refused {
  readonly title: string;
  readonly run: () => Value;
  readonly code: string;
  readonly reason: RegExp;
  readonly resolution: RegExp;
}

const refused: readonly Refused[] = [
  {
    title: "a text in no known form",
    run: () => make("Date", "parse", "next week"),
    code: "date-not-parsed",
    reason: /Expected a text such as "2018-04-27T20:03:58.453Z", found "next week"/,
    resolution: /Date\.parse\(\$field, "dd\.MM\.yyyy HH:mm"\)/,
  },
  {
    title: "a text that is not as its pattern says",
    run: () => make("Date", "parse", "27/04/2018", "MM/dd/yyyy"),
    code: "date-not-parsed",
    reason: /month 27 is not within 1 to 12/,
    resolution: /Change the pattern/,
  },
  {
    title: "null",
    run: () => make("Date", "parse", null),
    code: "date-argument",
    reason: /found null/,
    resolution: /test for null/,
  },
  {
    title: "no argument",
    run: () => make("LocalDate", "parse"),
    code: "date-argument",
    reason: /found no argument/,
    resolution: /LocalDate\.parse\(\$field\)/,
  },
  {
    title: "a number of milliseconds too large",
    run: () => make("Date", "parse", 1e17),
    code: "date-out-of-range",
    reason: /epochMsMax/,
    resolution: /milliseconds since 1970/,
  },
  {
    title: "a zone in a local date",
    run: () => make("LocalDateTime", "parse", "2018-04-27T20:03Z"),
    code: "date-not-parsed",
    reason: /without zone such as "2018-04-27T20:03:58.453"/,
    resolution: /LocalDateTime\.parse\(Date\.parse\(\$field\)\)/,
  },
  {
    title: "month 12 in Date.UTC",
    run: () => make("Date", "UTC", 2018, 12),
    code: "date-field-range",
    reason: /month from 0 to 11, found 12/,
    resolution: /0 for January/,
  },
  {
    title: "an unknown letter of a pattern",
    run: () => call(now, "toString", "yyyy-MM-ddX"),
    code: "date-pattern",
    reason: /found `X` at position 10/,
    resolution: /`ZZ`/,
  },
  {
    title: "a pattern that is no text",
    run: () => call(now, "toString", 5),
    code: "date-pattern",
    reason: /"yyyy-MM-dd", found 5/,
    resolution: /toString\("yyyy-MM-dd"\)/,
  },
  {
    title: "hours of a date without time",
    run: () => call(new LocalDate(0), "toString", "yyyy HH"),
    code: "date-pattern",
    reason: /found `H`, and a LocalDate has no time/,
    resolution: /Take `H` out/,
  },
  {
    title: "an unknown zone",
    run: () => call(now, "toLocaleDateString", { timeZone: "US/Eastrn" }),
    code: "date-zone",
    reason: /found "US\/Eastrn"/,
    resolution: /Did you mean "US\/Eastern"/,
  },
  {
    title: "a malformed locale",
    run: () => call(now, "toLocaleDateString", { locale: "!" }),
    code: "date-locale",
    reason: /found "!"/,
    resolution: /"en-US"/,
  },
  {
    title: "options that are no object",
    run: () => call(now, "toLocaleDateString", "{oops"),
    code: "date-options",
    reason: /found "\{oops"/,
    resolution: /"timeZone"/,
  },
  {
    title: "an amount that is no number",
    run: () => call(now, "plusDays", "many"),
    code: "date-argument",
    reason: /Expected a whole number, found "many"/,
    resolution: /plusDays\(1\)/,
  },
  {
    title: "an unknown unit",
    run: () => call(now, "plus", { dayz: 1 }),
    code: "date-unit",
    reason: /"days".*found "dayz"/,
    resolution: /Did you mean "days"/,
  },
  {
    title: "a day that the month does not have",
    run: () => call(now, "withDayOfMonth", 31),
    code: "date-field-range",
    reason: /Expected 1 to 30, found 31/,
    resolution: /from 1 to 30/,
  },
  {
    title: "a sum beyond all dates",
    run: () => call(now, "plusYears", 1e300),
    code: "date-out-of-range",
    reason: /epochMsMax/,
    resolution: /smaller/,
  },
];

for (const { title, run, code, reason, resolution } of refused) {
  test(`${title} is refused with what was expected and what to do`, () => {
    assert.throws(run, (failure: unknown) => {
      assert.ok(failure instanceof EvaluationFailure);
      assert.equal(failure.code, code);
      assert.match(failure.reason, reason);
      assert.match(failure.resolution, resolution);
      return true;
    });
  });
}

test("methods that the platform lacks are not there", () => {
  for (const name of ["toISOString", "toDateString", "toUTCString", "valueOf"]) {
    for (const table of Object.values(dateMethodTables)) assert.ok(!Object.hasOwn(table, name));
  }
  assert.equal(dateMethods("2018-04-27"), undefined);
});

test("a method refuses another receiver instead of failing inside", () => {
  assert.throws(() => dateMethodTables.Date["getTime"]?.("x", [], nativeCall), {
    code: "date-receiver",
    reason: 'Expected a Date, found "x".',
  });
});

test("every method answers or fails with an EvaluationFailure, whatever the arguments", () => {
  const values: fc.Arbitrary<Value> = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constantFrom<Value>(null, true, now, [], {}),
  );
  const receivers = fc.constantFrom<Value>(
    now,
    inNewYork,
    new LocalDate(0),
    new LocalTime(0),
    new LocalDateTime(0),
  );
  fc.assert(
    fc.property(receivers, fc.array(values, { maxLength: 2 }), (receiver, args) => {
      for (const run of Object.values(dateMethods(receiver) ?? {})) {
        try {
          run(receiver, args, nativeCall);
        } catch (failure) {
          assert.ok(failure instanceof EvaluationFailure, String(failure));
        }
      }
    }),
  );
});
