import { printJson } from "../base/json.ts";
import { FunctionValue } from "./function-value.ts";
import { isDateValue, type Operand } from "./operand.ts";
import { RegexValue } from "./regex-value.ts";

/** The text of one object: a date in its ISO form, bytes as Base64, anything else as JSON. */
export function printOperand(value: Operand): string {
  if (isDateValue(value) || value instanceof RegexValue) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof FunctionValue) return "function";
  return printJson(toJsonShape(value));
}

/** A copy that JSON can hold: dates as text, bytes as Base64, functions as null, NaN and infinities as null. */
export function toJsonShape(value: Operand): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(toJsonShape);
  if (value instanceof FunctionValue) return null;
  if (isDateValue(value) || value instanceof Uint8Array || value instanceof RegexValue) {
    return printOperand(value);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, toJsonShape(member)]),
  );
}
