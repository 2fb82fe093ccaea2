import type { NativeFunction } from "../native.ts";
import { calendarFields, type CalendarFields } from "./calendar-fields.ts";
import { daysInMonth, epochDayOf, isLeapYear, isoDayOfWeek, msPerDay } from "./civil.ts";
import { dateMethod, wholeNumber, withinRange } from "./date-argument.ts";
import type { MethodTable } from "./date-getters.ts";
import type { DateKind } from "./date-kind.ts";
import type { DateValue } from "./date-value.ts";

/** The methods that replace one field, such as `withDayOfMonth`, for one type of dates. */
export function withMethods<T extends DateValue>(kind: DateKind<T>): MethodTable {
  const replacements = {
    ...(kind.hasDate ? dayReplacements : {}),
    ...(kind.hasTime ? timeReplacements : {}),
  };
  const table: Record<string, NativeFunction> = {};
  for (const [name, replacement] of Object.entries(replacements)) {
    table[name] = withMethod(kind, name, replacement);
  }
  return table;
}

interface Replacement {
  readonly from: number;
  readonly to: number | ((fields: CalendarFields) => number);
  /** How many milliseconds the local time moves. */
  readonly move: (fields: CalendarFields, value: number) => number;
}

const yearMax = 271_820;

const dayReplacements: Readonly<Record<string, Replacement>> = {
  withYear: {
    from: -yearMax,
    to: yearMax,
    move: (fields, year) => moveToDay(fields, dayIn(year, fields.month, fields.day)),
  },
  withMonthOfYear: {
    from: 1,
    to: 12,
    move: (fields, month) => moveToDay(fields, dayIn(fields.year, month, fields.day)),
  },
  withDayOfMonth: {
    from: 1,
    to: (fields) => daysInMonth(fields.year, fields.month),
    move: (fields, day) => (day - fields.day) * msPerDay,
  },
  withDayOfYear: {
    from: 1,
    to: (fields) => (isLeapYear(fields.year) ? 366 : 365),
    move: (fields, day) => moveToDay(fields, epochDayOf(fields.year, 1, 1) + day - 1),
  },
  withDayOfWeek: {
    from: 1,
    to: 7,
    move: (fields, day) => (day - isoDayOfWeek(fields.epochDay)) * msPerDay,
  },
};

const timeReplacements: Readonly<Record<string, Replacement>> = {
  withHourOfDay: { from: 0, to: 23, move: (fields, hour) => (hour - fields.hour) * 3_600_000 },
  withMinuteOfHour: {
    from: 0,
    to: 59,
    move: (fields, minute) => (minute - fields.minute) * 60_000,
  },
  withSecondOfMinute: {
    from: 0,
    to: 59,
    move: (fields, second) => (second - fields.second) * 1000,
  },
  withMillisOfSecond: { from: 0, to: 999, move: (fields, millis) => millis - fields.millis },
};

function withMethod<T extends DateValue>(
  kind: DateKind<T>,
  name: string,
  replacement: Replacement,
): NativeFunction {
  return dateMethod(kind, (self, args, call) => {
    const value = wholeNumber(args[0], name, call);
    const localMs = kind.localMs(self);
    const fields = calendarFields(localMs);
    const { from, move } = replacement;
    const to = typeof replacement.to === "number" ? replacement.to : replacement.to(fields);
    if (value < from || value > to) {
      return call.fail(
        "date-field-range",
        `${name} cannot take ${value}`,
        `Expected ${from} to ${to}, found ${value}.`,
        `Pass a number from ${from} to ${to}, or move the date with plusDays, plusMonths or plusHours.`,
      );
    }
    return withinRange(kind, kind.ofLocalMs(localMs + move(fields, value), self), call);
  });
}

/** The day, or the last one of a month that is shorter. */
function dayIn(year: number, month: number, day: number): number {
  return epochDayOf(year, month, Math.min(day, daysInMonth(year, month)));
}

function moveToDay(fields: CalendarFields, epochDay: number): number {
  return (epochDay - fields.epochDay) * msPerDay;
}
