import { isDateValue } from "../../../expr/operand.ts";
import type { Value } from "../../../expr/value.ts";
import { printDocument } from "../json/print-document.ts";

/** The text of a value in a CSV field or a template: dates are ISO text, bytes Base64, lists and maps JSON. */
export function valueText(value: Exclude<Value, null>): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (isDateValue(value)) return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return printDocument(value);
}
