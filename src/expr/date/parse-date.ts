import { daysInMonth, epochDayOf, epochMsMax, msPerDay, msPerHour, msPerMinute } from "./civil.ts";
import { offsetMsOf } from "./zone.ts";

/**
 * The instant of a text in ISO form, in milliseconds since 1970-01-01T00:00:00Z, or NaN when the text is in another
 * form. Known are `2018-04-27`, `2018-04`, `20180427`, then after `T` or a space `20:03`, `20:03:58`,
 * `20:03:58.453`, then `Z`, `UTC` or an offset. Without a zone the text counts as UTC; digits past the millisecond are
 * cut. Written without regular expressions, since it runs for every document.
 */
export function parseIsoInstant(text: string): number {
  return parseIso(text, true);
}

/** The wall-clock time of a text in ISO form without zone, in milliseconds since 1970-01-01T00:00, or NaN. */
export function parseIsoLocal(text: string): number {
  return parseIso(text, false);
}

/** The milliseconds since midnight of `20:03`, `20:03:58` or `20:03:58.453`, or NaN. */
export function parseIsoTime(text: string): number {
  const start = startOf(text);
  const end = endOf(text, start);
  const from = text.charAt(start) === "T" ? start + 1 : start;
  const timeEnd = endOfTime(text, from, end);
  return timeEnd === end ? timeAt(text, from, end) : Number.NaN;
}

function parseIso(text: string, zoneAllowed: boolean): number {
  const usual = parseUsual(text, zoneAllowed);
  return Number.isNaN(usual) ? parseAny(text, zoneAllowed) : usual;
}

/**
 * The usual forms, which have every digit at a known place: `2018-04-27`, `2018-04-27T20:03:58` (or with a space) and
 * the latter with `Z`. NaN for every other text, and for these where a number is out of range.
 */
function parseUsual(text: string, zoneAllowed: boolean): number {
  const { length } = text;
  const hasZone = length === 20 && zoneAllowed && text.charCodeAt(19) === upperZ;
  if (length !== 10 && length !== 19 && !hasZone) return Number.NaN;
  if (text.charCodeAt(4) !== minus || text.charCodeAt(7) !== minus) return Number.NaN;
  const century = pairAt(text, 0);
  const yearOfCentury = pairAt(text, 2);
  const month = pairAt(text, 5);
  const day = pairAt(text, 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) return Number.NaN;
  const year = century * 100 + yearOfCentury;
  if (day > 28 && day > daysInMonth(year, month)) return Number.NaN;
  const dayMs = epochDayOf(year, month, day) * msPerDay;
  return length === 10 ? dayMs : dayMs + usualTime(text);
}

function usualTime(text: string): number {
  const separator = text.charCodeAt(10);
  if (separator !== upperT && separator !== space) return Number.NaN;
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return Number.NaN;
  const hour = pairAt(text, 11);
  const minute = pairAt(text, 14);
  const second = pairAt(text, 17);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return Number.NaN;
  return hour * msPerHour + minute * msPerMinute + second * 1000;
}

/** The number of two digits, or a negative one where something else stands. */
function pairAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function parseAny(text: string, zoneAllowed: boolean): number {
  const start = startOf(text);
  const end = endOf(text, start);
  const negative = text.charCodeAt(start) === minus;
  const yearStart = negative || text.charCodeAt(start) === plus ? start + 1 : start;
  let at = endOfDigits(text, yearStart, end);
  const yearLength = at - yearStart;
  if (yearLength === 8 && yearStart === start) return basicIso(text, start, at, end, zoneAllowed);
  if (yearLength < 4 || yearLength > 6 || text.charCodeAt(at) !== minus) return Number.NaN;
  const year = digitsAt(text, yearStart, at) * (negative ? -1 : 1);
  const month = twoDigitsAt(text, at + 1, end);
  at += 3;
  let day = 1;
  if (at < end && text.charCodeAt(at) === minus) {
    day = twoDigitsAt(text, at + 1, end);
    at += 3;
  }
  return withTime(text, year, month, day, at, end, zoneAllowed);
}

function basicIso(text: string, start: number, at: number, end: number, zone: boolean): number {
  const year = digitsAt(text, start, start + 4);
  const month = digitsAt(text, start + 4, start + 6);
  return withTime(text, year, month, digitsAt(text, start + 6, at), at, end, zone);
}

function withTime(
  text: string,
  year: number,
  month: number,
  day: number,
  dateEnd: number,
  end: number,
  zoneAllowed: boolean,
): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    return Number.NaN;
  const dayMs = epochDayOf(year, month, day) * msPerDay;
  if (dateEnd === end) return inRange(dayMs);
  const zoned = text.charCodeAt(dateEnd) === upperZ && dateEnd + 1 === end;
  if (zoned) return zoneAllowed ? inRange(dayMs) : Number.NaN;
  const separator = text.charCodeAt(dateEnd);
  if (separator !== upperT && separator !== lowerT && separator !== space) return Number.NaN;
  const timeEnd = endOfTime(text, dateEnd + 1, end);
  const localMs = dayMs + timeAt(text, dateEnd + 1, timeEnd);
  if (timeEnd === end) return inRange(localMs);
  return zoneAllowed ? inRange(localMs - zoneAt(text, timeEnd, end)) : Number.NaN;
}

/** The milliseconds of `HH:mm`, `HH:mm:ss` or `HH:mm:ss.fraction` that fills the stretch, or NaN. */
function timeAt(text: string, start: number, end: number): number {
  const hour = twoDigitsAt(text, start, end);
  if (text.charCodeAt(start + 2) !== colon) return Number.NaN;
  const minute = twoDigitsAt(text, start + 3, end);
  if (!(hour < 24 && minute < 60)) return Number.NaN;
  const minutesMs = hour * msPerHour + minute * msPerMinute;
  if (start + 5 === end) return minutesMs;
  if (text.charCodeAt(start + 5) !== colon) return Number.NaN;
  const second = twoDigitsAt(text, start + 6, end);
  if (!(second < 60)) return Number.NaN;
  if (start + 8 === end) return minutesMs + second * 1000;
  const point = text.charCodeAt(start + 8);
  const hasFraction = (point === dot || point === comma) && start + 9 < end;
  if (!hasFraction || endOfDigits(text, start + 9, end) !== end) return Number.NaN;
  return minutesMs + second * 1000 + millisAt(text, start + 9, end);
}

/** The first three digits of a fraction of a second, as milliseconds. */
function millisAt(text: string, start: number, end: number): number {
  const first = digitAt(text, start) * 100;
  if (start + 1 === end) return first;
  const second = digitAt(text, start + 1) * 10;
  return first + second + (start + 2 === end ? 0 : digitAt(text, start + 2));
}

function zoneAt(text: string, start: number, end: number): number {
  const code = text.charCodeAt(start);
  if (start + 1 === end && (code === upperZ || code === lowerZ)) return 0;
  const name = text.slice(start, end).trimStart();
  if (/^(?:Z|UTC|GMT)$/i.test(name)) return 0;
  return offsetMsOf(name) ?? Number.NaN;
}

function endOfTime(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && code !== colon && code !== dot && code !== comma) break;
  }
  return at;
}

function endOfDigits(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** Where the text begins without its leading blanks. */
function startOf(text: string): number {
  let start = 0;
  while (start < text.length && text.charCodeAt(start) <= space) start++;
  return start;
}

/** Where the text ends without its trailing blanks. */
function endOf(text: string, start: number): number {
  let end = text.length;
  while (end > start && text.charCodeAt(end - 1) <= space) end--;
  return end;
}

function twoDigitsAt(text: string, at: number, end: number): number {
  return at + 2 > end ? Number.NaN : digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + digitAt(text, at);
  return value;
}

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return isDigit(code) ? code - zero : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}

function inRange(ms: number): number {
  return Math.abs(ms) <= epochMsMax ? ms : Number.NaN;
}

const zero = 48;
const nine = 57;
const minus = 45;
const plus = 43;
const colon = 58;
const dot = 46;
const comma = 44;
const space = 32;
const upperT = 84;
const lowerT = 116;
const upperZ = 90;
const lowerZ = 122;
