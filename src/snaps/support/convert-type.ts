import { unreachable } from "../../base/errors.ts";
import { dateParsers } from "../../expr/date/date-statics.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { parseIsoInstant } from "../../expr/date/parse-date.ts";
import type { NativeCall } from "../../expr/native.ts";
import type { Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { describeValue } from "./describe-value.ts";
import { valueText } from "./text/value-text.ts";
import { toNumeric } from "./to-numeric.ts";

export const conversionRules = ["Integer", "Decimal", "String", "Date Time"] as const;
export type ConversionRule = (typeof conversionRules)[number];

/** The value as another type; throws a `SnapFailure` when it cannot be one. Null stays null. */
export function convert(
  value: Value,
  rule: ConversionRule,
  format: string,
  now: () => number,
): Value {
  if (value === null) return null;
  switch (rule) {
    case "Integer":
      return integerOf(value);
    case "Decimal":
      return toNumeric(value) ?? refuse(value, "a number", "a number, or text such as 1.5");
    case "String":
      return valueText(value);
    case "Date Time":
      return dateParsers.Date(value, format === "" ? null : format, callWith(now));
    default:
      return unreachable(rule);
  }
}

/** What a text is: the number or the date-time that it stands for, and otherwise the text itself. */
export function detect(value: Value): Value {
  if (typeof value !== "string" || !/^[+-]?[\d.]/.test(value)) return value;
  if (/^[+-]?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return toNumeric(value) ?? value;
  if (!/^\d{4}-\d\d-\d\d/.test(value)) return value;
  const epochMs = parseIsoInstant(value);
  return Number.isNaN(epochMs) ? value : new DateTime(epochMs);
}

function integerOf(value: Value): number | bigint {
  const number = toNumeric(value);
  const isWhole = typeof number === "bigint" || Number.isInteger(number);
  return number !== undefined && isWhole
    ? number
    : refuse(value, "an integer", "a whole number, or text such as 12");
}

function callWith(now: () => number): NativeCall {
  return {
    now,
    fail: (_code, error, reason, resolution) => {
      throw new SnapFailure(error, reason, resolution);
    },
  };
}

function refuse(value: Value, what: string, expected: string): never {
  throw new SnapFailure(
    `The value cannot become ${what}`,
    `Expected ${expected}; found ${describeValue(value)}.`,
    "Mend the value, choose another rule, or turn on `failSafe` to leave it as it is.",
  );
}
