import { civilDateOf, epochDayOfLocalMs, msOfDay, msPerHour, msPerMinute } from "./civil.ts";

/** `2018-04-27`. Years beyond four digits print whole, years before 1 with a minus sign. */
export function isoDateText(epochDay: number): string {
  const { year, month, day } = civilDateOf(epochDay);
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** `20:03:58.453`. */
export function isoTimeText(ms: number): string {
  const hour = twoDigits(Math.floor(ms / msPerHour));
  const minute = twoDigits(Math.floor(ms / msPerMinute) % 60);
  const second = twoDigits(Math.floor(ms / 1000) % 60);
  return `${hour}:${minute}:${second}.${padded(ms % 1000, 3)}`;
}

/** `2018-04-27T20:03:58.453`. */
export function isoDateTimeText(localMs: number): string {
  return `${isoDateText(epochDayOfLocalMs(localMs))}T${isoTimeText(msOfDay(localMs))}`;
}

/** `Z` for UTC, else `+05:30`, with seconds only when the offset has some. */
export function isoOffsetText(offsetMs: number): string {
  return offsetMs === 0 ? "Z" : offsetText(offsetMs, ":");
}

/** `+0530` or `+05:30`, depending on the separator. */
export function offsetText(offsetMs: number, separator: string): string {
  const magnitude = Math.abs(offsetMs);
  const hour = twoDigits(Math.floor(magnitude / msPerHour));
  const minute = twoDigits(Math.floor(magnitude / msPerMinute) % 60);
  const second = Math.floor(magnitude / 1000) % 60;
  const tail = second === 0 ? "" : `${separator}${twoDigits(second)}`;
  return `${offsetMs < 0 ? "-" : "+"}${hour}${separator}${minute}${tail}`;
}

/** A whole number with at least `length` digits; the sign stands before them. */
export function padded(value: number, length: number): string {
  const digits = String(Math.abs(value)).padStart(length, "0");
  return value < 0 ? `-${digits}` : digits;
}

function yearText(year: number): string {
  return padded(year, 4);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
