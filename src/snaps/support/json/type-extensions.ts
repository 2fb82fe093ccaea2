import { setOwn } from "../../../base/json.ts";
import { daysInMonth, epochDayOf } from "../../../expr/date/civil.ts";
import { DateTime } from "../../../expr/date/date-time.ts";
import { LocalDateTime } from "../../../expr/date/local-date-time.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import { LocalTime } from "../../../expr/date/local-time.ts";
import { offsetMsOf } from "../../../expr/date/zone.ts";
import type { Value, ValueMap } from "../../../expr/value.ts";

const dateTimeKey = "_snaptype_datetime";
const localDateTimeKey = "_snaptype_localdatetime";
const localDateKey = "_snaptype_localdate";
const localTimeKey = "_snaptype_localtime";
const binaryKey = "_snaptype_binary";

const msPerDay = 86_400_000;

/**
 * Turns `{ "_snaptype_datetime": "2018-04-27T20:03:58.453Z" }` and its kin into the date or the bytes they stand for. One
 * whose text is no date stays as it is.
 */
export function readTypeExtensions(value: Value): Value {
  if (Array.isArray(value)) return value.map(readTypeExtensions);
  if (!isPlainMap(value)) return value;
  const typed = typedValue(value);
  if (typed !== undefined) return typed;
  const copy: ValueMap = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, readTypeExtensions(item));
  return copy;
}

/** Turns dates and bytes into `{ "_snaptype_…": text }`, so that `readTypeExtensions` gives them back. */
export function writeTypeExtensions(value: Value): Value {
  if (Array.isArray(value)) return value.map(writeTypeExtensions);
  if (value instanceof DateTime) return { [dateTimeKey]: value.toString() };
  if (value instanceof LocalDateTime) return { [localDateTimeKey]: value.toString() };
  if (value instanceof LocalDate) return { [localDateKey]: value.toString() };
  if (value instanceof LocalTime) return { [localTimeKey]: value.toString() };
  if (value instanceof Uint8Array) return { [binaryKey]: Buffer.from(value).toString("base64") };
  if (!isPlainMap(value)) return value;
  const copy: ValueMap = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, writeTypeExtensions(item));
  return copy;
}

function typedValue(map: ValueMap): Value | undefined {
  const [entry, ...others] = Object.entries(map);
  if (entry === undefined || others.length > 0 || typeof entry[1] !== "string") return undefined;
  const [key, text] = entry;
  switch (key) {
    case dateTimeKey:
      return dateTimeOf(text);
    case localDateTimeKey: {
      const [date, time] = text.split("T");
      const ms = combine(date, time);
      return ms === undefined ? undefined : new LocalDateTime(ms);
    }
    case localDateKey: {
      const day = dayOf(text);
      return day === undefined ? undefined : new LocalDate(day);
    }
    case localTimeKey: {
      const ms = timeOf(text);
      return ms === undefined ? undefined : new LocalTime(ms);
    }
    case binaryKey:
      return new Uint8Array(Buffer.from(text, "base64"));
    default:
      return undefined;
  }
}

function dateTimeOf(text: string): DateTime | undefined {
  const [, date, time, zone] = /^([^T]+)T([\d:.]+?)(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  const localMs = combine(date, time);
  if (localMs === undefined) return undefined;
  if (zone === undefined || zone === "Z") return new DateTime(localMs);
  const offsetMs = offsetMsOf(zone);
  return offsetMs === undefined ? undefined : new DateTime(localMs - offsetMs, zone);
}

function combine(date: string | undefined, time: string | undefined): number | undefined {
  const day = dayOf(date ?? "");
  const ms = timeOf(time ?? "");
  return day === undefined || ms === undefined ? undefined : day * msPerDay + ms;
}

function dayOf(text: string): number | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return epochDayOf(year, month, day);
}

function timeOf(text: string): number | undefined {
  const found = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (found === null) return undefined;
  const [hour = 0, minute = 0, second = 0] = found.slice(1, 4).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Math.floor(Number(`0.${found[4] ?? "0"}`) * 1000 + 1e-6);
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function isPlainMap(value: Value): value is ValueMap {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
