import { DateTime } from "../../../expr/date/date-time.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../expr/date/local-time.ts";
import { isDateValue } from "../../../expr/date/date-value.ts";
import { msPerDay } from "../../../expr/date/civil.ts";
import { parseIsoInstant, parseIsoLocal, parseIsoTime } from "../../../expr/date/parse-date.ts";
import { isoDateTimeText } from "../../../expr/date/iso-text.ts";
import type { Value } from "../../../expr/value.ts";

/** `2024-01-31`; a text that is no day of the calendar, such as `infinity`, stays text. Fractions end at milliseconds. */
export function dateValue(text: string): Value {
  const ms = parseIsoLocal(text);
  return Number.isNaN(ms) ? text : new LocalDate(Math.floor(ms / msPerDay));
}

/** `2024-01-31 10:00:00.5`. */
export function localDateTimeValue(text: string): Value {
  const ms = parseIsoLocal(text);
  return Number.isNaN(ms) ? text : new LocalDateTime(ms);
}

/** `2024-01-31 10:00:00.5+00`; without a zone it is UTC. */
export function instantValue(text: string): Value {
  const ms = parseIsoInstant(text.replace(/([+-]\d\d)$/, "$1:00"));
  return Number.isNaN(ms) ? text : new DateTime(ms);
}

/** `20:03:58.453`; a time past midnight or of the day before stays text. */
export function timeValue(text: string): Value {
  const ms = parseIsoTime(text);
  return Number.isNaN(ms) ? text : new LocalTime(ms);
}

/** A date as the text that a database reads: an instant in UTC, with `Z` or `+00:00` only where `zone` says so. */
export function dateText(value: Value, zone: string): string | undefined {
  if (!isDateValue(value)) return undefined;
  if (value instanceof DateTime)
    return `${isoDateTimeText(value.epochMs).replace("T", " ")}${zone}`;
  return value.toString().replace("T", " ");
}
