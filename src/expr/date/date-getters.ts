import type { NativeFunction } from "../native.ts";
import {
  civilDateOf,
  epochDayOfLocalMs,
  isoDayOfWeek,
  msOfDay,
  msPerHour,
  msPerMinute,
} from "./civil.ts";
import type { DateTime } from "./date-time.ts";
import { dateMethod } from "./date-argument.ts";
import { dateTimeKind, type DateKind } from "./date-kind.ts";
import type { DateValue } from "./date-value.ts";

export type MethodTable = Readonly<Record<string, NativeFunction>>;

/** The getters of the calendar: `getMonth` counts from 1, `getDay` from 0 for Sunday. */
export function dayGetters<T extends DateValue>(kind: DateKind<T>): MethodTable {
  return {
    getDate: fieldGetter(kind, dayOf),
    getDay: fieldGetter(kind, weekdayOf),
    getFullYear: fieldGetter(kind, yearOf),
    getMonth: fieldGetter(kind, monthOf),
    getMonthFromZero: fieldGetter(kind, monthFromZeroOf),
  };
}

export function timeGetters<T extends DateValue>(kind: DateKind<T>): MethodTable {
  return {
    getHours: fieldGetter(kind, hourOf),
    getMinutes: fieldGetter(kind, minuteOf),
    getSeconds: fieldGetter(kind, secondOf),
    getMilliseconds: fieldGetter(kind, millisOf),
  };
}

/** What only an instant has. `getTimezoneOffset` is in minutes, and negative east of Greenwich. */
export const instantGetters: MethodTable = {
  getTime: dateMethod(dateTimeKind, (self) => self.epochMs),
  getTimezoneOffset: dateMethod(dateTimeKind, (self) => 0 - self.offsetMs / 60_000),
  getUTCDate: utcGetter(dayOf),
  getUTCDay: utcGetter(weekdayOf),
  getUTCFullYear: utcGetter(yearOf),
  getUTCMonth: utcGetter(monthOf),
  getUTCMonthFromZero: utcGetter(monthFromZeroOf),
  getUTCHours: utcGetter(hourOf),
  getUTCMinutes: utcGetter(minuteOf),
  getUTCSeconds: utcGetter(secondOf),
  getUTCMilliseconds: utcGetter(millisOf),
};

/** One field of a local time in milliseconds since 1970-01-01T00:00. */
type FieldOf = (localMs: number) => number;

function dayOf(localMs: number): number {
  return civilDateOf(epochDayOfLocalMs(localMs)).day;
}

function weekdayOf(localMs: number): number {
  return isoDayOfWeek(epochDayOfLocalMs(localMs)) % 7;
}

function yearOf(localMs: number): number {
  return civilDateOf(epochDayOfLocalMs(localMs)).year;
}

function monthOf(localMs: number): number {
  return civilDateOf(epochDayOfLocalMs(localMs)).month;
}

function monthFromZeroOf(localMs: number): number {
  return monthOf(localMs) - 1;
}

function hourOf(localMs: number): number {
  return Math.floor(msOfDay(localMs) / msPerHour);
}

function minuteOf(localMs: number): number {
  return Math.floor(msOfDay(localMs) / msPerMinute) % 60;
}

function secondOf(localMs: number): number {
  return Math.floor(msOfDay(localMs) / 1000) % 60;
}

function millisOf(localMs: number): number {
  return msOfDay(localMs) % 1000;
}

function fieldGetter<T extends DateValue>(kind: DateKind<T>, field: FieldOf): NativeFunction {
  return dateMethod(kind, (self) => field(kind.localMs(self)));
}

function utcGetter(field: FieldOf): NativeFunction {
  return dateMethod(dateTimeKind, (self: DateTime) => field(self.epochMs));
}
