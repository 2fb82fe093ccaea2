import type { PqlFunction, RowFunction } from "../function.ts";
import { date, int, num, rowFunction, strict } from "./row-function.ts";

/** Microseconds of each unit; a month and a year are those of the Gregorian calendar on average. */
const units = {
  MILLIS: 1_000,
  SECONDS: 1_000_000,
  MINUTES: 60_000_000,
  HOURS: 3_600_000_000,
  DAYS: 86_400_000_000,
  MONTHS: 2_629_746_000_000,
  YEARS: 31_556_952_000_000,
} as const;

const unitWords: Readonly<Record<string, number>> = {
  MS: units.MILLIS,
  SS: units.SECONDS,
  MI: units.MINUTES,
  HH: units.HOURS,
  DD: units.DAYS,
  MM: units.MONTHS,
  YY: units.YEARS,
};

export const dates: readonly PqlFunction[] = [
  rowFunction({
    name: "DATEDIFF",
    syntax: "DATEDIFF(ms|ss|mi|hh|dd|mm|yy, from, to)",
    summary: "Time from one date to another as FLOAT, with fractions.",
    source: "help.celonis.de/pql46/en/datediff",
    parameters: [{ name: "unit", words: Object.keys(unitWords) }, date("begin"), date("end")],
    body: ({ words: [word = "DD"] }) => difference(unitWords[word] ?? units.DAYS, word),
  }),
  ...Object.entries(units).map(([name, micros]) =>
    rowFunction({
      name: `${name}_BETWEEN`,
      syntax: `${name}_BETWEEN(from, to)`,
      summary: `Time from one date to another in ${name.toLowerCase()}, as FLOAT with fractions.`,
      source: "help.celonis.de/pql46/en/datediff",
      parameters: [date("begin"), date("end")],
      body: () => difference(micros, name),
    }),
  ),
  ...(["MILLIS", "SECONDS", "MINUTES", "HOURS", "DAYS"] as const).map((name) =>
    rowFunction({
      name: `ADD_${name}`,
      syntax: `ADD_${name}(date, count)`,
      summary: `The date so many ${name.toLowerCase()} later; earlier when the count is negative.`,
      source: `docs.celonis.com/en/add_${name.toLowerCase()}.html`,
      parameters: [date("date"), int("count")],
      body: () => ({
        type: "DATE",
        sql: ([a = "", n = ""], { dialect }) =>
          dialect.dateOfMicros(`(${dialect.epochMicros(a)} + (${n}) * ${units[name]})`),
        evaluate: strict((a, n) => num(a) + num(n) * units[name]),
      }),
    }),
  ),
  addMonths("ADD_MONTHS", "months", 1),
  addMonths("ADD_YEARS", "years", 12),
  ...["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"].map((unit) =>
    rowFunction({
      name: `ROUND_${unit}`,
      syntax: `ROUND_${unit}(date)`,
      summary: `The begin of the ${unit.toLowerCase()}${unit === "WEEK" ? ", a Monday" : ""}.`,
      source: "help.celonis.de/pql47/en/datetime-rounding",
      parameters: [date("date")],
      body: () => ({
        type: "DATE",
        sql: ([a = ""], { dialect }) =>
          dialect.cast(`date_trunc('${unit.toLowerCase()}', ${a})`, "DATE"),
        evaluate: strict((a) => roundDown(num(a), unit)),
      }),
    }),
  ),
  part("YEAR", "year", "The year."),
  part("QUARTER", "quarter", "The quarter, 1 to 4."),
  part("MONTH", "month", "The month, 1 to 12."),
  part("CALENDAR_WEEK", "week", "The week of ISO 8601, 1 to 53."),
  part("DAY", "day", "The day of the month, from 1."),
  part("HOUR", "hour", "The hour, 0 to 23."),
  part("MINUTE", "minute", "The minute, 0 to 59."),
  part("DAY_OF_WEEK", "dow", "The day of the week: 0 for Sunday to 6 for Saturday."),
  now("TODAY", "The day that it is, at 00:00 UTC.", (micros) => micros - mod(micros, units.DAYS)),
  now("NOW", "The time that it is, UTC.", (micros) => micros),
];

function difference(micros: number, key: string): ReturnType<RowFunction["body"]> {
  return {
    type: "FLOAT",
    key,
    sql: ([from = "", to = ""], { dialect }) =>
      `(${dialect.cast(`(${dialect.epochMicros(to)} - ${dialect.epochMicros(from)})`, "FLOAT")} / ${micros})`,
    evaluate: strict((from, to) => (num(to) - num(from)) / micros),
  };
}

function addMonths(name: string, what: string, factor: number): RowFunction {
  return rowFunction({
    name,
    syntax: `${name}(date, count)`,
    summary: `The date so many ${what} later; the last day of the month where the day is missing.`,
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    parameters: [date("date"), int("count")],
    body: () => ({
      type: "DATE",
      sql: ([a = "", n = ""], { dialect }) =>
        dialect.addMonths(a, factor === 1 ? n : `((${n}) * ${factor})`),
      evaluate: strict((a, n) => monthsLater(num(a), num(n) * factor)),
    }),
  });
}

function part(name: string, field: string, summary: string): RowFunction {
  return rowFunction({
    name,
    syntax: `${name}(date)`,
    summary,
    source: `docs.celonis.com/en/${name.toLowerCase()}.html`,
    parameters: [date("date")],
    body: () => ({
      type: "INT",
      sql: ([a = ""], { dialect }) => dialect.cast(`extract(${field} FROM ${a})`, "INT"),
      evaluate: strict((a) => partOf(num(a), field)),
    }),
  });
}

function now(name: string, summary: string, of: (micros: number) => number): RowFunction {
  return rowFunction({
    name,
    syntax: `${name}()`,
    summary,
    source: "docs.celonis.com/en/today.html",
    parameters: [],
    body: ({ nowMicros }) => ({
      type: "DATE",
      sql: (_, { bind }) => bind(of(nowMicros), "DATE"),
      evaluate: () => of(nowMicros),
    }),
  });
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function dateOf(micros: number): Date {
  return new Date(Math.floor(micros / 1000));
}

function partOf(micros: number, field: string): number {
  const at = dateOf(micros);
  switch (field) {
    case "year":
      return at.getUTCFullYear();
    case "quarter":
      return Math.floor(at.getUTCMonth() / 3) + 1;
    case "month":
      return at.getUTCMonth() + 1;
    case "day":
      return at.getUTCDate();
    case "hour":
      return at.getUTCHours();
    case "minute":
      return at.getUTCMinutes();
    case "dow":
      return at.getUTCDay();
    default:
      return isoWeek(micros);
  }
}

function isoWeek(micros: number): number {
  const thursday = dateOf(roundDown(micros, "WEEK") + 3 * units.DAYS);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1;
}

function roundDown(micros: number, unit: string): number {
  const at = dateOf(micros);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  switch (unit) {
    case "SECOND":
      return micros - mod(micros, units.SECONDS);
    case "MINUTE":
      return micros - mod(micros, units.MINUTES);
    case "HOUR":
      return micros - mod(micros, units.HOURS);
    case "WEEK":
      return micros - mod(micros + 3 * units.DAYS, 7 * units.DAYS);
    case "MONTH":
      return firstOf(year, month);
    case "QUARTER":
      return firstOf(year, month - (month % 3));
    case "YEAR":
      return firstOf(year, 0);
    default:
      return micros - mod(micros, units.DAYS);
  }
}

function firstOf(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1) * 1000;
}

function monthsLater(micros: number, months: number): number {
  const at = dateOf(micros);
  const month = at.getUTCMonth() + months;
  const lastDay = dateOf(firstOf(at.getUTCFullYear(), month + 1) - units.DAYS).getUTCDate();
  const day = Math.min(at.getUTCDate(), lastDay);
  return firstOf(at.getUTCFullYear(), month) + (day - 1) * units.DAYS + mod(micros, units.DAYS);
}
