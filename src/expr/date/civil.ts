/**
 * Calendar arithmetic of the proleptic Gregorian calendar on plain numbers. A local time is one number, the
 * milliseconds since 1970-01-01T00:00 on the wall clock, whatever the zone.
 */
export const msPerDay = 86_400_000;
export const msPerHour = 3_600_000;
export const msPerMinute = 60_000;

/** The widest instant that JavaScript dates and time zones know, in milliseconds from 1970 (about ±271,821 years). */
export const epochMsMax = 8_640_000_000_000_000;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Days since 1970-01-01. Month and day must be in range. */
export function epochDayOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 1 is Monday, 7 is Sunday. */
export function isoDayOfWeek(epochDay: number): number {
  return modulo(epochDay + 3, 7) + 1;
}

/** 1 to 366. */
export function dayOfYearOf(epochDay: number): number {
  return epochDay - epochDayOf(civilDateOf(epochDay).year, 1, 1) + 1;
}

/** The year and week of ISO 8601: week 1 holds the first Thursday. */
export function isoWeekOf(epochDay: number): { readonly weekyear: number; readonly week: number } {
  const thursday = epochDay - isoDayOfWeek(epochDay) + 4;
  const weekyear = civilDateOf(thursday).year;
  return { weekyear, week: Math.floor((thursday - epochDayOf(weekyear, 1, 1)) / 7) + 1 };
}

export function epochDayOfLocalMs(localMs: number): number {
  return Math.floor(localMs / msPerDay);
}

/** 0 to 86,399,999. */
export function msOfDay(localMs: number): number {
  return modulo(localMs, msPerDay);
}

/** The same day of the month `months` later, or the last day of that month when it is shorter. */
export function addMonths(epochDay: number, months: number): number {
  const { year, month, day } = civilDateOf(epochDay);
  const monthIndex = year * 12 + month - 1 + months;
  const newYear = Math.floor(monthIndex / 12);
  const newMonth = modulo(monthIndex, 12) + 1;
  return epochDayOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest === 0 ? 0 : rest;
}
