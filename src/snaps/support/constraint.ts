import { unreachable } from "../../base/errors.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import { regexProblem } from "../../expr/regex.ts";
import { toText } from "../../expr/to-text.ts";
import type { Value } from "../../expr/value.ts";
import { didYouMean } from "../../base/nearest.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { toNumeric } from "./to-numeric.ts";

export const constraintNames = [
  "Required",
  "Type",
  "MinLength",
  "MaxLength",
  "Pattern",
  "Minimum",
  "Maximum",
] as const;
export type ConstraintName = (typeof constraintNames)[number];

/** A check of one value. */
export interface Constraint {
  /** What is expected, as in `at least 3 characters`. */
  readonly expected: string;
  readonly holds: (value: Value) => boolean;
}

/** Makes a constraint; throws a `SnapFailure` for a constraint value that it cannot have. Required has no value check. */
export function constraintOf(name: Exclude<ConstraintName, "Required">, given: Value): Constraint {
  switch (name) {
    case "Type":
      return typeConstraint(given);
    case "Pattern":
      return patternConstraint(given);
    case "MinLength": {
      const length = lengthIn(name, given);
      const expected = `text of at least ${length} characters`;
      return { expected, holds: (value) => typeof value === "string" && value.length >= length };
    }
    case "MaxLength": {
      const length = lengthIn(name, given);
      const expected = `text of at most ${length} characters`;
      return { expected, holds: (value) => typeof value === "string" && value.length <= length };
    }
    case "Minimum": {
      const least = numberIn(name, given);
      return {
        expected: `a number from ${least}`,
        holds: (value) => isNumber(value) && value >= least,
      };
    }
    case "Maximum": {
      const most = numberIn(name, given);
      return {
        expected: `a number up to ${most}`,
        holds: (value) => isNumber(value) && value <= most,
      };
    }
    default:
      return unreachable(name);
  }
}

const types: Readonly<Record<string, (value: Value) => boolean>> = {
  string: (value) => typeof value === "string",
  number: isNumber,
  object: (value) => isValueMap(value),
  array: (value) => Array.isArray(value),
  boolean: (value) => typeof value === "boolean",
  date: (value) => value instanceof LocalDate,
  time: (value) => value instanceof LocalTime,
  "date-time": (value) => value instanceof DateTime,
  "local-date-time": (value) => value instanceof LocalDateTime,
  any: () => true,
};

function typeConstraint(given: Value): Constraint {
  const name = given === null || given === "" ? "object" : toText(given).trim().toLowerCase();
  const holds = Object.hasOwn(types, name) ? types[name] : undefined;
  if (holds !== undefined) return { expected: `a value of type ${name}`, holds };
  const names = Object.keys(types);
  throw badValue("Type", given, `one of ${names.join(", ")}`, didYouMean(name, names));
}

function patternConstraint(given: Value): Constraint {
  const source = given === null ? "" : toText(given);
  const problem = regexProblem(source, "");
  if (problem !== undefined) throw badValue("Pattern", given, "a regular expression", problem);
  const regex = new RegExp(source);
  const expected = `text that matches ${source}`;
  return { expected, holds: (value) => typeof value === "string" && regex.test(value) };
}

function lengthIn(name: ConstraintName, given: Value): number {
  const length = toNumeric(given);
  if (typeof length === "number" && Number.isInteger(length) && length >= 0) return length;
  throw badValue(name, given, "a whole number from 0", "");
}

function numberIn(name: ConstraintName, given: Value): number | bigint {
  const number = toNumeric(given);
  if (number !== undefined) return number;
  throw badValue(name, given, "a number", "");
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function badValue(name: string, given: Value, expected: string, hint: string): SnapFailure {
  const found = given === null || given === "" ? "nothing" : JSON.stringify(toText(given));
  return new SnapFailure(
    `The constraint ${name} cannot have this value`,
    `Expected ${expected} in "constraintValue"; found ${found}. ${hint}`.trim(),
    `Set "constraintValue" to ${expected}.`,
  );
}
