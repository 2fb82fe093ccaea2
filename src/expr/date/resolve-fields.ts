import {
  civilDateOf,
  daysInMonth,
  epochDayOf,
  epochMsMax,
  isLeapYear,
  isoDayOfWeek,
  msPerDay,
  msPerHour,
  msPerMinute,
} from "./civil.ts";
import { patternLetters, type PatternLetter } from "./pattern-token.ts";
import type { ReadFields } from "./read-field.ts";
import { epochMsOfLocal } from "./zone.ts";

/** A time that a text named. `epochMs` counts a text without zone as UTC. */
export interface ResolvedTime {
  readonly localMs: number;
  readonly epochMs: number;
  readonly zoned: boolean;
}

/** Year of a text that names a month or day and no year; with it February 29 exists. */
const yearWhenMissing = 2000;

/** The time that the fields name, or the reason why there is no such time. */
export function resolveFields(fields: ReadFields, nowMs: number): ResolvedTime | string {
  for (const [letter, value] of fields.values) {
    const range = ranges[letter];
    if (range !== undefined && (value < range[0] || value > range[1])) {
      return `${patternLetters[letter]} ${value} is not within ${range[0]} to ${range[1]}`;
    }
  }
  const epochDay = resolveDay(fields, nowMs);
  if (typeof epochDay === "string") return epochDay;
  const localMs = epochDay * msPerDay + resolveTimeOfDay(fields.values);
  const offsetMs = fields.values.get("Z");
  if (!(Math.abs(localMs) + msPerDay <= epochMsMax)) return "the year is too far from now";
  const epochMs =
    offsetMs === undefined ? epochMsOfLocal(fields.zone ?? "UTC", localMs) : localMs - offsetMs;
  return { localMs, epochMs, zoned: offsetMs !== undefined || fields.zone !== undefined };
}

const ranges: { readonly [L in PatternLetter]?: readonly [number, number] } = {
  M: [1, 12],
  d: [1, 31],
  D: [1, 366],
  w: [1, 53],
  e: [1, 7],
  H: [0, 23],
  k: [1, 24],
  h: [1, 12],
  K: [0, 11],
  m: [0, 59],
  s: [0, 59],
};

function resolveDay(fields: ReadFields, nowMs: number): number | string {
  const { values } = fields;
  const month = values.get("M");
  const day = values.get("d");
  if (values.has("x") && month === undefined) return resolveWeekDay(fields, nowMs);
  const year = resolveYear(fields, nowMs) ?? ((month ?? day) ? yearWhenMissing : 1970);
  const dayOfYear = values.get("D");
  if (dayOfYear !== undefined && month === undefined) {
    if (dayOfYear === 366 && !isLeapYear(year)) return `the year ${year} has 365 days`;
    return epochDayOf(year, 1, 1) + dayOfYear - 1;
  }
  const length = daysInMonth(year, month ?? 1);
  if (day !== undefined && day > length) {
    return `month ${month ?? 1} of the year ${year} has ${length} days, not ${day}`;
  }
  return epochDayOf(year, month ?? 1, day ?? 1);
}

function resolveYear(fields: ReadFields, nowMs: number): number | undefined {
  const { values } = fields;
  const yearOfEra = values.get("Y");
  const year = values.get("y") ?? yearOfEra;
  if (year === undefined) {
    const century = values.get("C");
    return century === undefined ? undefined : century * 100;
  }
  if (fields.shortYear) return nearestCentury(year, nowMs);
  return values.get("G") === 0 ? 1 - year : year;
}

/** A year of two digits lies between 80 years before now and 19 after. */
function nearestCentury(shortYear: number, nowMs: number): number {
  const first = civilDateOf(Math.floor(nowMs / msPerDay)).year - 80;
  const offset = (shortYear - first) % 100;
  return first + (offset < 0 ? offset + 100 : offset);
}

function resolveWeekDay(fields: ReadFields, nowMs: number): number | string {
  const { values } = fields;
  const given = values.get("x") ?? yearWhenMissing;
  const weekyear = fields.shortYear ? nearestCentury(given, nowMs) : given;
  const week = values.get("w") ?? 1;
  const dayOfWeek = values.get("e") ?? values.get("E") ?? 1;
  const fourth = epochDayOf(weekyear, 1, 4);
  const monday = fourth - isoDayOfWeek(fourth) + 1 + (week - 1) * 7;
  if (civilDateOf(monday + 3).year !== weekyear) return `the year ${weekyear} has 52 weeks`;
  return monday + dayOfWeek - 1;
}

function resolveTimeOfDay(values: ReadonlyMap<PatternLetter, number>): number {
  const ofHalf = values.get("h") ?? values.get("K");
  const half = values.get("a") ?? 0;
  const hour =
    values.get("H") ??
    (ofHalf === undefined ? (values.get("k") ?? half * 12) % 24 : (ofHalf % 12) + half * 12);
  const minutesMs = hour * msPerHour + (values.get("m") ?? 0) * msPerMinute;
  return minutesMs + (values.get("s") ?? 0) * 1000 + (values.get("S") ?? 0);
}
