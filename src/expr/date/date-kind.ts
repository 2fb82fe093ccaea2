import type { Value } from "../value.ts";
import { addMonths, epochDayOfLocalMs, msOfDay, msPerDay } from "./civil.ts";
import { DateTime } from "./date-time.ts";
import type { DateValue } from "./date-value.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";
import { epochMsOfLocal } from "./zone.ts";

/** How far a date is moved. Months and days follow the calendar of its zone, milliseconds the clock. */
export interface Shift {
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

/** What the methods need to know of one of the four types of dates. */
export interface DateKind<T extends DateValue> {
  readonly name: "Date" | "LocalDate" | "LocalTime" | "LocalDateTime";
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  is(value: Value): value is T;
  localMs(value: T): number;
  /** The date at another local time, in the zone of `like`. */
  ofLocalMs(localMs: number, like: T): T;
  shift(value: T, shift: Shift): T;
  /** The zone, or nothing for a type without. */
  zone(value: T): string;
  /** The number whose size limits the type: its milliseconds from 1970. */
  ms(value: T): number;
}

export const dateTimeKind: DateKind<DateTime> = {
  name: "Date",
  hasDate: true,
  hasTime: true,
  is: (value) => value instanceof DateTime,
  localMs: (value) => value.localMs,
  ofLocalMs: (localMs, like) => new DateTime(epochMsOfLocal(like.zone, localMs), like.zone),
  shift: (value, shift) => {
    const calendar = shift.months !== 0 || shift.days !== 0;
    const epochMs = calendar
      ? epochMsOfLocal(value.zone, shiftedDays(value.localMs, shift))
      : value.epochMs;
    return new DateTime(epochMs + shift.ms, value.zone);
  },
  zone: (value) => value.zone,
  ms: (value) => value.epochMs,
};

export const localDateTimeKind: DateKind<LocalDateTime> = {
  name: "LocalDateTime",
  hasDate: true,
  hasTime: true,
  is: (value) => value instanceof LocalDateTime,
  localMs: (value) => value.localMs,
  ofLocalMs: (localMs) => new LocalDateTime(localMs),
  shift: (value, shift) => new LocalDateTime(shiftedDays(value.localMs, shift) + shift.ms),
  zone: () => "",
  ms: (value) => value.localMs,
};

export const localDateKind: DateKind<LocalDate> = {
  name: "LocalDate",
  hasDate: true,
  hasTime: false,
  is: (value) => value instanceof LocalDate,
  localMs: (value) => value.epochDay * msPerDay,
  ofLocalMs: (localMs) => new LocalDate(epochDayOfLocalMs(localMs)),
  shift: (value, shift) =>
    new LocalDate(epochDayOfLocalMs(shiftedDays(value.epochDay * msPerDay, shift) + shift.ms)),
  zone: () => "",
  ms: (value) => value.epochDay * msPerDay,
};

export const localTimeKind: DateKind<LocalTime> = {
  name: "LocalTime",
  hasDate: false,
  hasTime: true,
  is: (value) => value instanceof LocalTime,
  localMs: (value) => value.msOfDay,
  ofLocalMs: (localMs) => new LocalTime(msOfDay(localMs)),
  shift: (value, shift) => new LocalTime(msOfDay(value.msOfDay + shift.ms)),
  zone: () => "",
  ms: (value) => value.msOfDay,
};

function shiftedDays(localMs: number, { months, days }: Shift): number {
  const epochDay = epochDayOfLocalMs(localMs);
  return (addMonths(epochDay, months) + days) * msPerDay + msOfDay(localMs);
}
