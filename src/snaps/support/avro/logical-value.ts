import { DateTime } from "../../../expr/date/date-time.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../expr/date/local-time.ts";
import type { Value } from "../../../expr/value.ts";

/** The number that a date is in a field of that logical type; every other value as it is. */
export function numberForLogicalType(value: Value, logicalType: string): Value {
  if (logicalType === "date" && value instanceof LocalDate) return value.epochDay;
  const ms = msOf(value, logicalType.replace(/-(?:millis|micros)$/, ""));
  if (ms === undefined) return value;
  return logicalType.endsWith("-micros") ? ms * 1000 : ms;
}

function msOf(value: Value, family: string): number | undefined {
  if (family === "timestamp" && value instanceof DateTime) return value.epochMs;
  if (family === "local-timestamp" && value instanceof LocalDateTime) return value.localMs;
  return family === "time" && value instanceof LocalTime ? value.msOfDay : undefined;
}
