import type { NativeCall, NativeFunction } from "../native.ts";
import type { Value } from "../value.ts";
import {
  daysInMonth,
  epochDayOf,
  epochDayOfLocalMs,
  epochMsMax,
  msOfDay,
  msPerDay,
} from "./civil.ts";
import { failRange, shownValue, wholeNumber } from "./date-argument.ts";
import { DateTime } from "./date-time.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";
import { localeNames } from "./locale-names.ts";
import { parseIsoInstant, parseIsoLocal, parseIsoTime } from "./parse-date.ts";
import { parseCommonForm } from "./parse-text.ts";
import { patternArgument } from "./pattern-argument.ts";

type StaticTable = Readonly<Record<string, NativeFunction>>;

/** `parse` of one date type: a value, and the pattern of a text. */
export type ParseDate = (
  value: Value | undefined,
  pattern: Value | undefined,
  call: NativeCall,
) => Value;

/** `parse` of every date type, by type; for callers that have no list of arguments. */
export const dateParsers = {
  Date: parseInstant,
  LocalDateTime: (value, pattern, call) =>
    new LocalDateTime(parseLocal("LocalDateTime", value, pattern, call)),
  LocalDate: (value, pattern, call) =>
    new LocalDate(epochDayOfLocalMs(parseLocal("LocalDate", value, pattern, call))),
  LocalTime: (value, pattern, call) => new LocalTime(parseTime(value, pattern, call)),
} as const satisfies Readonly<Record<string, ParseDate>>;

/** The functions of the date types, by type: `dateStatics.Date.parse` is `Date.parse`. */
export const dateStatics: Readonly<Record<string, StaticTable>> = {
  Date: {
    now: (_receiver, _args, call) => new DateTime(call.now()),
    parse: native(dateParsers.Date),
    UTC: (_receiver, args, call) => instantOfFields(args, call),
  },
  LocalDateTime: {
    now: (_receiver, _args, call) => new LocalDateTime(call.now()),
    parse: native(dateParsers.LocalDateTime),
  },
  LocalDate: {
    now: (_receiver, _args, call) => new LocalDate(epochDayOfLocalMs(call.now())),
    parse: native(dateParsers.LocalDate),
  },
  LocalTime: {
    now: (_receiver, _args, call) => new LocalTime(msOfDay(call.now())),
    parse: native(dateParsers.LocalTime),
  },
};

function native(parse: ParseDate): NativeFunction {
  return (_receiver, [value, pattern], call) => parse(value, pattern, call);
}

function parseInstant(
  value: Value | undefined,
  pattern: Value | undefined,
  call: NativeCall,
): DateTime {
  if (pattern !== undefined && pattern !== null) {
    return new DateTime(parseByPattern("Date", value, pattern, call).epochMs);
  }
  if (typeof value === "string") {
    const epochMs = parseIsoInstant(value);
    return new DateTime(Number.isNaN(epochMs) ? commonInstant(value, call) : epochMs);
  }
  if (value instanceof DateTime) return value;
  if (value instanceof LocalDateTime) return new DateTime(value.localMs);
  if (value instanceof LocalDate) return new DateTime(value.epochDay * msPerDay);
  if (typeof value !== "number" && typeof value !== "bigint") return failValue("Date", value, call);
  const epochMs = Math.trunc(Number(value));
  return Math.abs(epochMs) <= epochMsMax ? new DateTime(epochMs) : failRange(call, "Date");
}

function commonInstant(text: string, call: NativeCall): number {
  return parseCommonForm(text)?.epochMs ?? failText("Date", text, call);
}

type LocalName = "LocalDateTime" | "LocalDate";

function parseLocal(
  name: LocalName,
  value: Value | undefined,
  pattern: Value | undefined,
  call: NativeCall,
): number {
  if (pattern !== undefined && pattern !== null) {
    return parseByPattern(name, value, pattern, call).localMs;
  }
  if (value instanceof LocalDateTime || value instanceof DateTime) return value.localMs;
  if (value instanceof LocalDate) return value.epochDay * msPerDay;
  if (typeof value !== "string") return failValue(name, value, call);
  const localMs = parseIsoLocal(value);
  if (!Number.isNaN(localMs)) return localMs;
  if (!Number.isNaN(parseIsoInstant(value))) return failZoned(name, value, call);
  const time = parseCommonForm(value);
  if (time === undefined) return failText(name, value, call);
  return time.zoned ? failZoned(name, value, call) : time.localMs;
}

function parseTime(value: Value | undefined, pattern: Value | undefined, call: NativeCall): number {
  if (pattern !== undefined && pattern !== null) {
    return msOfDay(parseByPattern("LocalTime", value, pattern, call).localMs);
  }
  if (value instanceof LocalTime) return value.msOfDay;
  if (value instanceof LocalDateTime || value instanceof DateTime) return msOfDay(value.localMs);
  if (typeof value !== "string") return failValue("LocalTime", value, call);
  const ms = parseIsoTime(value);
  return Number.isNaN(ms) ? failText("LocalTime", value, call) : ms;
}

type StaticName = "Date" | "LocalDateTime" | "LocalDate" | "LocalTime";

/** A number is read as its digits, so that `Date.parse(20160923, "yyyyMMdd")` works. */
function parseByPattern(
  name: StaticName,
  value: Value | undefined,
  patternValue: Value,
  call: NativeCall,
): { readonly localMs: number; readonly epochMs: number } {
  const pattern = patternArgument(patternValue, call);
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (typeof value !== "string" && !isNumber) return failValue(name, value, call);
  const text = String(value);
  const time = pattern.parse(text.trim(), localeNames("en-US"), call.now());
  if (!("reason" in time)) return time;
  return call.fail(
    "date-not-parsed",
    `${shownValue(text)} does not follow the pattern "${pattern.source}"`,
    `Expected a text as the pattern says, but ${time.reason}.`,
    `Change the pattern to the form of the text, or leave it out for a text such as "${examples[name]}".`,
  );
}

/** `Date.UTC(year, month, …)`, in which months count from 0 as in JavaScript. */
function instantOfFields(args: readonly Value[], call: NativeCall): DateTime {
  const field = (
    index: number,
    name: string,
    from: number,
    to: number,
    otherwise?: number,
  ): number => {
    const given = args[index];
    if (given === undefined && otherwise !== undefined) return otherwise;
    const value = wholeNumber(given, "Date.UTC", call);
    return value >= from && value <= to ? value : failField(name, value, from, to, call);
  };
  const year = field(0, "year", -271_820, 271_820);
  const month = field(1, "month", 0, 11) + 1;
  const day = field(2, "day", 1, daysInMonth(year, month), 1);
  const hour = field(3, "hour", 0, 23, 0);
  const minute = field(4, "minute", 0, 59, 0);
  const second = field(5, "second", 0, 59, 0);
  const millis = field(6, "millisecond", 0, 999, 0);
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + millis;
  return new DateTime(epochDayOf(year, month, day) * msPerDay + time);
}

function failField(name: string, value: number, from: number, to: number, call: NativeCall): never {
  return call.fail(
    "date-field-range",
    `Date.UTC cannot take ${value} as the ${name}`,
    `Expected a ${name} from ${from} to ${to}, found ${value}.`,
    "Write `Date.UTC(year, month, day, hour, minute, second, millisecond)`, with 0 for January.",
  );
}

const examples: Readonly<Record<StaticName, string>> = {
  Date: "2018-04-27T20:03:58.453Z",
  LocalDateTime: "2018-04-27T20:03:58.453",
  LocalDate: "2018-04-27",
  LocalTime: "20:03:58.453",
};

const patterns: Readonly<Record<StaticName, string>> = {
  Date: "dd.MM.yyyy HH:mm",
  LocalDateTime: "dd.MM.yyyy HH:mm",
  LocalDate: "dd.MM.yyyy",
  LocalTime: "h:mm a",
};

function failText(name: StaticName, text: string, call: NativeCall): never {
  return call.fail(
    "date-not-parsed",
    `${name}.parse cannot read ${shownValue(text)}`,
    `Expected a text such as "${examples[name]}", found ${shownValue(text)}.`,
    `Pass the pattern of the text, as in \`${name}.parse($field, "${patterns[name]}")\`.`,
  );
}

function failZoned(name: LocalName, text: string, call: NativeCall): never {
  return call.fail(
    "date-not-parsed",
    `${name}.parse cannot read ${shownValue(text)}, which has a time zone`,
    `Expected a text without zone such as "${examples[name]}", found ${shownValue(text)}.`,
    `Write \`${name}.parse(Date.parse($field))\`, or keep the instant with \`Date.parse($field)\`.`,
  );
}

function failValue(name: StaticName, value: Value | undefined, call: NativeCall): never {
  const found = value === undefined ? "no argument" : shownValue(value);
  return call.fail(
    "date-argument",
    `${name}.parse cannot make a date of this value`,
    `Expected a text such as "${examples[name]}"${name === "Date" ? ", a number of milliseconds since 1970 or a date" : ""}, found ${found}.`,
    `Pass text, as in \`${name}.parse($field)\`, and test for null before where the field may be empty.`,
  );
}
