import { unreachable } from "../../base/errors.ts";
import type { CalendarFields } from "./calendar-fields.ts";
import { dayOfYearOf, isoDayOfWeek, isoWeekOf } from "./civil.ts";
import { offsetText, padded } from "./iso-text.ts";
import type { LocaleNames } from "./locale-names.ts";
import type { PatternLetter } from "./pattern-token.ts";
import { zoneText } from "./zone.ts";

/** A time to print: what the clock shows, and where. `zone` is empty for a value without one. */
export interface Moment {
  readonly localMs: number;
  readonly epochMs: number;
  readonly zone: string;
}

/** Prints one field of a pattern, `length` times its letter. */
export function printField(
  letter: PatternLetter,
  length: number,
  fields: CalendarFields,
  moment: Moment,
  names: LocaleNames,
): string {
  switch (letter) {
    case "y":
      return yearText(fields.year, length);
    case "Y":
      return yearText(yearOfEra(fields.year), length);
    case "x":
      return yearText(isoWeekOf(fields.epochDay).weekyear, length);
    case "M":
      return monthText(fields.month, length, names);
    case "d":
      return padded(fields.day, length);
    case "H":
      return padded(fields.hour, length);
    case "m":
      return padded(fields.minute, length);
    case "s":
      return padded(fields.second, length);
    case "S":
      return padded(fields.millis, 3).padEnd(length, "0").slice(0, length);
    case "h":
      return padded(((fields.hour + 11) % 12) + 1, length);
    case "K":
      return padded(fields.hour % 12, length);
    case "k":
      return padded(fields.hour === 0 ? 24 : fields.hour, length);
    case "a":
      return names.halves[fields.hour < 12 ? 0 : 1];
    case "G":
      return names.eras[fields.year > 0 ? 1 : 0];
    case "C":
      return padded(Math.floor(yearOfEra(fields.year) / 100), length);
    case "w":
      return padded(isoWeekOf(fields.epochDay).week, length);
    case "D":
      return padded(dayOfYearOf(fields.epochDay), length);
    case "e":
      return padded(isoDayOfWeek(fields.epochDay), length);
    case "E":
      return dayText(isoDayOfWeek(fields.epochDay), length, names);
    case "z":
      return moment.zone === ""
        ? ""
        : zoneText(moment.zone, moment.epochMs, names.locale, length >= 4);
    case "Z":
      return offsetField(moment, length);
    default:
      return unreachable(letter);
  }
}

function yearText(year: number, length: number): string {
  return length === 2 ? padded(Math.abs(year) % 100, 2) : padded(year, length);
}

function yearOfEra(year: number): number {
  return year > 0 ? year : 1 - year;
}

function monthText(month: number, length: number, names: LocaleNames): string {
  if (length < 3) return padded(month, length);
  return (length === 3 ? names.monthsShort : names.monthsLong)[month - 1] ?? "";
}

function dayText(day: number, length: number, names: LocaleNames): string {
  return (length < 4 ? names.daysShort : names.daysLong)[day - 1] ?? "";
}

function offsetField(moment: Moment, length: number): string {
  if (moment.zone === "") return "";
  if (length >= 3) return moment.zone;
  return offsetText(moment.localMs - moment.epochMs, length === 2 ? ":" : "");
}
