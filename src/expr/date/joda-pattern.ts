import { calendarFields } from "./calendar-fields.ts";
import type { LocaleNames } from "./locale-names.ts";
import {
  isNumeric,
  patternLengthMax,
  patternLetters,
  readPattern,
  type PatternProblem,
  type PatternToken,
} from "./pattern-token.ts";
import { printField, type Moment } from "./print-field.ts";
import { readField, type FieldPlace, type ReadFields } from "./read-field.ts";
import { resolveFields, type ResolvedTime } from "./resolve-fields.ts";

/** A Joda-Time pattern such as `yyyy-MM-dd HH:mm:ss`, made ready to print and read. */
export interface JodaPattern {
  readonly source: string;
  /** The letters it uses, each once. */
  readonly letters: string;
  format(moment: Moment, names: LocaleNames): string;
  /** Reads the whole text. A year of two digits lies in the century around `nowMs`. */
  parse(text: string, names: LocaleNames, nowMs: number): ResolvedTime | PatternMismatch;
}

export interface PatternMismatch {
  /** Where in the text. */
  readonly index: number;
  readonly reason: string;
}

const rememberedPatternsMax = 256;
const remembered = new Map<string, JodaPattern>();

/** The pattern made ready, from memory when it was before; or what is wrong with it. */
export function jodaPattern(source: string): JodaPattern | { readonly problem: PatternProblem } {
  const known = remembered.get(source);
  if (known !== undefined) return known;
  if (source.length > patternLengthMax || source === "") return { problem: badLength(source) };
  const read = readPattern(source);
  if ("problem" in read) return read;
  const pattern = compile(source, read.tokens);
  if (remembered.size >= rememberedPatternsMax) remembered.clear();
  remembered.set(source, pattern);
  return pattern;
}

function compile(source: string, tokens: readonly PatternToken[]): JodaPattern {
  const letters = new Set(tokens.map((token) => (token.kind === "field" ? token.letter : "")));
  const places = tokens.map((token, index): string | FieldPlace =>
    token.kind === "literal"
      ? token.text
      : { ...token, numberFollows: isNumeric(tokens[index + 1]) },
  );
  return {
    source,
    letters: [...letters].join(""),
    format: (moment, names) => formatPlaces(places, moment, names),
    parse: (text, names, nowMs) => parsePlaces(places, text, names, nowMs),
  };
}

function formatPlaces(
  places: readonly (string | FieldPlace)[],
  moment: Moment,
  names: LocaleNames,
): string {
  const fields = calendarFields(moment.localMs);
  let text = "";
  for (const place of places) {
    text +=
      typeof place === "string"
        ? place
        : printField(place.letter, place.length, fields, moment, names);
  }
  return text;
}

function parsePlaces(
  places: readonly (string | FieldPlace)[],
  text: string,
  names: LocaleNames,
  nowMs: number,
): ResolvedTime | PatternMismatch {
  const fields: ReadFields = { values: new Map(), zone: undefined, shortYear: false };
  let at = 0;
  for (const place of places) {
    const next =
      typeof place === "string"
        ? afterLiteral(text, at, place)
        : readField(text, at, place, names, fields);
    if (next < 0) return mismatch(text, at, place);
    at = next;
  }
  if (at < text.length) return { index: at, reason: `the text goes on with ${quoted(text, at)}` };
  const resolved = resolveFields(fields, nowMs);
  return typeof resolved === "string" ? { index: 0, reason: resolved } : resolved;
}

function afterLiteral(text: string, at: number, literal: string): number {
  if (text.startsWith(literal, at)) return at + literal.length;
  const here = text.slice(at, at + literal.length);
  return here.toLowerCase() === literal.toLowerCase() ? at + literal.length : -1;
}

function mismatch(text: string, at: number, place: string | FieldPlace): PatternMismatch {
  const expected =
    typeof place === "string"
      ? `"${place}"`
      : `${patternLetters[place.letter]} (${place.letter.repeat(place.length)})`;
  const found = at >= text.length ? "the end of the text" : quoted(text, at);
  return { index: at, reason: `expected ${expected} at position ${at}, found ${found}` };
}

function quoted(text: string, at: number): string {
  return `"${text.slice(at, at + 20)}"`;
}

function badLength(source: string): PatternProblem {
  return {
    index: 0,
    reason: `Expected a pattern of 1 to ${patternLengthMax} characters (patternLengthMax), found ${source.length}.`,
    resolution: "Write a pattern such as `yyyy-MM-dd HH:mm:ss`.",
  };
}
