import type { Value } from "../value.ts";
import { DateTime } from "./date-time.ts";
import { LocalDate } from "./local-date.ts";
import { LocalDateTime } from "./local-date-time.ts";
import { LocalTime } from "./local-time.ts";

export type DateValue = DateTime | LocalDate | LocalTime | LocalDateTime;

export function isDateValue(value: Value | undefined): value is DateValue {
  return (
    value instanceof DateTime ||
    value instanceof LocalDate ||
    value instanceof LocalTime ||
    value instanceof LocalDateTime
  );
}
