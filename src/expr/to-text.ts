import { printOperand } from "./print-operand.ts";
import type { Operand } from "./operand.ts";

/**
 * The text of a value, as `+` with a text gives it. An integral number has no fraction, `null` is "null", a list is
 * its elements joined by commas, an object its JSON.
 */
export function toText(value: Operand): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return Object.is(value, -0) ? "0" : String(value);
    case "boolean":
    case "bigint":
      return String(value);
    default:
      return objectToText(value);
  }
}

function objectToText(value: Operand): string {
  if (value === null) return "null";
  if (Array.isArray(value))
    return value.map((item) => (item === null ? "" : toText(item))).join(",");
  return printOperand(value);
}
