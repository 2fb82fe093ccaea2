import type { NativeFunction } from "../native.ts";
import { calendarFields, type CalendarFields } from "./calendar-fields.ts";
import { isoDayOfWeek } from "./civil.ts";
import type { DateTime } from "./date-time.ts";
import { dateMethod } from "./date-argument.ts";
import { dateTimeKind, type DateKind } from "./date-kind.ts";
import type { DateValue } from "./date-value.ts";

export type MethodTable = Readonly<Record<string, NativeFunction>>;

/** The getters of the calendar: `getMonth` counts from 1, `getDay` from 0 for Sunday. */
export function dayGetters<T extends DateValue>(kind: DateKind<T>): MethodTable {
  return {
    getDate: fieldGetter(kind, (fields) => fields.day),
    getDay: fieldGetter(kind, (fields) => isoDayOfWeek(fields.epochDay) % 7),
    getFullYear: fieldGetter(kind, (fields) => fields.year),
    getMonth: fieldGetter(kind, (fields) => fields.month),
    getMonthFromZero: fieldGetter(kind, (fields) => fields.month - 1),
  };
}

export function timeGetters<T extends DateValue>(kind: DateKind<T>): MethodTable {
  return {
    getHours: fieldGetter(kind, (fields) => fields.hour),
    getMinutes: fieldGetter(kind, (fields) => fields.minute),
    getSeconds: fieldGetter(kind, (fields) => fields.second),
    getMilliseconds: fieldGetter(kind, (fields) => fields.millis),
  };
}

/** What only an instant has. `getTimezoneOffset` is in minutes, and negative east of Greenwich. */
export const instantGetters: MethodTable = {
  getTime: dateMethod(dateTimeKind, (self) => self.epochMs),
  getTimezoneOffset: dateMethod(dateTimeKind, (self) => 0 - self.offsetMs / 60_000),
  getUTCDate: utcGetter((fields) => fields.day),
  getUTCDay: utcGetter((fields) => isoDayOfWeek(fields.epochDay) % 7),
  getUTCFullYear: utcGetter((fields) => fields.year),
  getUTCMonth: utcGetter((fields) => fields.month),
  getUTCMonthFromZero: utcGetter((fields) => fields.month - 1),
  getUTCHours: utcGetter((fields) => fields.hour),
  getUTCMinutes: utcGetter((fields) => fields.minute),
  getUTCSeconds: utcGetter((fields) => fields.second),
  getUTCMilliseconds: utcGetter((fields) => fields.millis),
};

function fieldGetter<T extends DateValue>(
  kind: DateKind<T>,
  field: (fields: CalendarFields) => number,
): NativeFunction {
  return dateMethod(kind, (self) => field(calendarFields(kind.localMs(self))));
}

function utcGetter(field: (fields: CalendarFields) => number): NativeFunction {
  return dateMethod(dateTimeKind, (self: DateTime) => field(calendarFields(self.epochMs)));
}
