import type { LocaleNames } from "./locale-names.ts";
import type { PatternLetter } from "./pattern-token.ts";
import { offsetMsOf, zoneNamed } from "./zone.ts";

/** What a text gave for the letters of a pattern. Months and days count from 1, halves and eras from 0. */
export interface ReadFields {
  readonly values: Map<PatternLetter, number>;
  /** The zone that a `z` or `ZZZ` named. */
  zone: string | undefined;
  /** Whether a year of two digits was read, which lies within the century around now. */
  shortYear: boolean;
}

export interface FieldPlace {
  readonly letter: PatternLetter;
  readonly length: number;
  /** Whether a number follows at once, so that this one ends after `length` digits. */
  readonly numberFollows: boolean;
}

/** Reads one field at `at` into `fields`. Returns the position after it, or -1 when something else stands there. */
export function readField(
  text: string,
  at: number,
  place: FieldPlace,
  names: LocaleNames,
  fields: ReadFields,
): number {
  const { letter, length } = place;
  switch (letter) {
    case "y":
    case "Y":
    case "x":
      return readYear(text, at, place, fields);
    case "M":
      return length < 3
        ? readNumber(text, at, 2, letter, fields)
        : readName(text, at, [names.monthsLong, names.monthsShort], 1, letter, fields);
    case "E":
      return readName(text, at, [names.daysLong, names.daysShort], 1, letter, fields);
    case "a":
      return readName(text, at, [names.halves, ["AM", "PM"]], 0, letter, fields);
    case "G":
      return readName(text, at, [names.eras, ["BCE", "CE"]], 0, letter, fields);
    case "S":
      return readFraction(text, at, length, fields);
    case "z":
      return readZone(text, at, fields);
    case "Z":
      return length >= 3 ? readZone(text, at, fields) : readOffset(text, at, fields);
    case "D":
      return readNumber(text, at, 3, letter, fields);
    case "e":
      return readNumber(text, at, 1, letter, fields);
    case "C":
      return readNumber(text, at, place.numberFollows ? length : 7, letter, fields);
    default:
      return readNumber(text, at, 2, letter, fields);
  }
}

function readYear(text: string, at: number, place: FieldPlace, fields: ReadFields): number {
  const { letter, length, numberFollows } = place;
  const sign = text.charAt(at);
  const signed = !numberFollows && (sign === "-" || sign === "+");
  const start = signed ? at + 1 : at;
  const end = endOfDigits(text, start, numberFollows ? length : 9);
  if (end === start || (numberFollows && length === 2 && end - start !== 2)) return -1;
  const year = digitsBetween(text, start, end);
  fields.values.set(letter, sign === "-" ? -year : year);
  fields.shortYear = length === 2 && !signed && end - start === 2;
  return end;
}

function readNumber(
  text: string,
  at: number,
  digitsMax: number,
  letter: PatternLetter,
  fields: ReadFields,
): number {
  const end = endOfDigits(text, at, digitsMax);
  if (end === at) return -1;
  fields.values.set(letter, digitsBetween(text, at, end));
  return end;
}

function readFraction(text: string, at: number, digitsMax: number, fields: ReadFields): number {
  const end = endOfDigits(text, at, digitsMax);
  if (end === at) return -1;
  fields.values.set("S", Number(text.slice(at, end).padEnd(3, "0").slice(0, 3)));
  return end;
}

/** The longest of the names that stands here, whatever its case. */
function readName(
  text: string,
  at: number,
  lists: readonly (readonly string[])[],
  first: number,
  letter: PatternLetter,
  fields: ReadFields,
): number {
  let longest = 0;
  for (const list of lists) {
    for (const [index, name] of list.entries()) {
      const here = text.slice(at, at + name.length);
      if (name.length <= longest || here.toLowerCase() !== name.toLowerCase()) continue;
      longest = name.length;
      fields.values.set(letter, index + first);
    }
  }
  return longest === 0 ? -1 : at + longest;
}

const offsetForm = /Z|[+-]\d{1,2}(?::?\d{2}(?::?\d{2})?)?/iy;

function readOffset(text: string, at: number, fields: ReadFields): number {
  offsetForm.lastIndex = at;
  const found = offsetForm.exec(text)?.[0];
  const offsetMs = found?.toUpperCase() === "Z" ? 0 : offsetMsOf(found ?? "");
  if (found === undefined || offsetMs === undefined) return -1;
  fields.values.set("Z", offsetMs);
  return at + found.length;
}

/** The names that Americans write for their zones; each stands for the zone with its summer time. */
const zoneAbbreviations: Readonly<Record<string, string>> = {
  EST: "America/New_York",
  EDT: "America/New_York",
  CST: "America/Chicago",
  CDT: "America/Chicago",
  MST: "America/Denver",
  MDT: "America/Denver",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
};

const zoneForm = /[A-Za-z][\w/+-]*(?::\d{2})?/y;

function readZone(text: string, at: number, fields: ReadFields): number {
  zoneForm.lastIndex = at;
  const found = zoneForm.exec(text)?.[0];
  if (found === undefined) return readOffset(text, at, fields);
  const abbreviated = found.toUpperCase();
  const name = Object.hasOwn(zoneAbbreviations, abbreviated)
    ? zoneAbbreviations[abbreviated]
    : found;
  fields.zone = zoneNamed(name ?? found);
  return fields.zone === undefined ? -1 : at + found.length;
}

function endOfDigits(text: string, start: number, digitsMax: number): number {
  let at = start;
  while (at < text.length && at - start < digitsMax && isDigit(text.charCodeAt(at))) at++;
  return at;
}

function digitsBetween(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
