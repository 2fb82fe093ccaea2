import { msPerDay } from "../../../expr/date/civil.ts";
import type { DateValue } from "../../../expr/date/date-value.ts";
import { LocalDate } from "../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../expr/date/local-time.ts";
import type { DateFormat } from "./date-format.ts";

/** Days from 1899-12-30, and from 1904-01-01, to 1970-01-01. */
const daysTo1970 = 25_569;
const daysFrom1904To1970 = 24_107;
/** Excel takes 1900 for a leap year: before this serial number, its days are one behind. */
const firstRightSerial = 61;
/** 9999-12-31 is the last day that Excel shows. */
const serialEnd = 2_958_466;

export interface SerialOptions {
  /** The workbook counts from 1904, as those of old Macs do. */
  readonly from1904: boolean;
  readonly roundToSeconds: boolean;
}

/** The date that a serial number is; undefined where Excel shows none. A time of day belongs to no day. */
export function dateOfSerial(
  serial: number,
  format: DateFormat,
  { from1904, roundToSeconds }: SerialOptions,
): DateValue | undefined {
  if (!(serial >= 0 && serial < serialEnd)) return undefined;
  const step = roundToSeconds ? 1000 : 1;
  const ms = Math.round((serial * msPerDay) / step) * step;
  if (format === "time" && serial < 1) return new LocalTime(ms % msPerDay);
  const shift = from1904 ? daysFrom1904To1970 : daysTo1970 - (serial < firstRightSerial ? 1 : 0);
  const localMs = ms - shift * msPerDay;
  return format === "date" && ms % msPerDay === 0
    ? new LocalDate(localMs / msPerDay)
    : new LocalDateTime(localMs);
}

/** The serial number and the format of a date; undefined for days that Excel counts wrong or not at all. */
export function serialOfDate(
  value: DateValue,
): { readonly serial: number; readonly format: DateFormat } | undefined {
  if (value instanceof LocalTime) return { serial: value.msOfDay / msPerDay, format: "time" };
  const isDay = value instanceof LocalDate;
  const days = isDay ? value.epochDay : value.localMs / msPerDay;
  const serial = days + daysTo1970;
  if (serial < firstRightSerial || serial >= serialEnd) return undefined;
  return { serial, format: isDay ? "date" : "datetime" };
}
