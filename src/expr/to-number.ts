import { DateTime } from "./date/date-time.ts";
import { LocalDate } from "./date/local-date.ts";
import { LocalDateTime } from "./date/local-date-time.ts";
import type { Operand } from "./operand.ts";

/** A value as a number, as in JavaScript: '' and null are 0, a date its milliseconds, what is no number NaN. */
export function toNumber(value: Operand): number {
  switch (typeof value) {
    case "number":
      return value;
    case "string":
      return Number(value);
    case "boolean":
    case "bigint":
      return Number(value);
    default:
      return objectToNumber(value);
  }
}

function objectToNumber(value: Operand): number {
  if (value === null) return 0;
  if (value instanceof DateTime) return value.epochMs;
  if (value instanceof LocalDate) return Date.parse(`${value.toString()}T00:00:00Z`);
  if (value instanceof LocalDateTime) return Date.parse(`${value.toString()}Z`);
  if (Array.isArray(value) && value.length < 2)
    return value[0] === undefined ? 0 : toNumber(value[0]);
  return Number.NaN;
}
