import { civilDateOf, epochDayOfLocalMs, msOfDay } from "./civil.ts";

/** What a wall clock and a calendar show. */
export interface CalendarFields {
  readonly epochDay: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millis: number;
}

/** The fields of a local time in milliseconds since 1970-01-01T00:00. */
export function calendarFields(localMs: number): CalendarFields {
  const epochDay = epochDayOfLocalMs(localMs);
  const { year, month, day } = civilDateOf(epochDay);
  const ms = msOfDay(localMs);
  return {
    epochDay,
    year,
    month,
    day,
    hour: Math.floor(ms / 3_600_000),
    minute: Math.floor(ms / 60_000) % 60,
    second: Math.floor(ms / 1000) % 60,
    millis: ms % 1000,
  };
}
