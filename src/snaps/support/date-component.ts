import { calendarFields, type CalendarFields } from "../../expr/date/calendar-fields.ts";
import { dayOfYearOf, isoDayOfWeek, isoWeekOf, msPerDay } from "../../expr/date/civil.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { isoDateText, isoTimeText } from "../../expr/date/iso-text.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import type { Value } from "../../expr/value.ts";

type Component = (fields: CalendarFields, epochMs: number) => Value;

const components = {
  Date: ({ epochDay }) => new LocalDate(epochDay),
  "Date String (yyyy-MM-dd)": ({ epochDay }) => isoDateText(epochDay),
  "Date Time String (YYYY-MM-dd-HH:mm:ss)": (fields) =>
    `${isoDateText(fields.epochDay)}-${timeText(fields).slice(0, 8)}`,
  "Date Time String (YYYY-MM-dd HH:mm:ss.SSS)": (fields) =>
    `${isoDateText(fields.epochDay)} ${timeText(fields)}`,
  Year: ({ year }) => year,
  Quarter: ({ month }) => Math.ceil(month / 3),
  Month: ({ month }) => month,
  Day: ({ day }) => day,
  "Week of Year": ({ epochDay }) => isoWeekOf(epochDay).week,
  "Day of Year": ({ epochDay }) => dayOfYearOf(epochDay),
  "Day of Week": ({ epochDay }) => isoDayOfWeek(epochDay),
  Hour: ({ hour }) => hour,
  Minute: ({ minute }) => minute,
  Second: ({ second }) => second,
  Millisecond: ({ millis }) => millis,
  Epoch: (_fields, epochMs) => epochMs,
} as const satisfies Readonly<Record<string, Component>>;

export type DateComponent = keyof typeof components;

export const dateComponents = [
  "Date",
  "Date String (yyyy-MM-dd)",
  "Date Time String (YYYY-MM-dd-HH:mm:ss)",
  "Date Time String (YYYY-MM-dd HH:mm:ss.SSS)",
  "Year",
  "Quarter",
  "Month",
  "Day",
  "Week of Year",
  "Day of Year",
  "Day of Week",
  "Hour",
  "Minute",
  "Second",
  "Millisecond",
  "Epoch",
] as const satisfies readonly DateComponent[];

/** The component of a date with a day; undefined for every other value. */
export function extractComponent(value: Value, component: DateComponent): Value | undefined {
  const localMs = localMsOf(value);
  if (localMs === undefined) return undefined;
  const epochMs = value instanceof DateTime ? value.epochMs : localMs;
  const extract: Component = components[component];
  return extract(calendarFields(localMs), epochMs);
}

function localMsOf(value: Value): number | undefined {
  if (value instanceof DateTime || value instanceof LocalDateTime) return value.localMs;
  return value instanceof LocalDate ? value.epochDay * msPerDay : undefined;
}

/** `20:03:58.453`, with milliseconds whatever they are. */
function timeText({ hour, minute, second, millis }: CalendarFields): string {
  return isoTimeText(((hour * 60 + minute) * 60 + second) * 1000 + millis);
}
