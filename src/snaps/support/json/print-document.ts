import { setOwn } from "../../../base/json.ts";
import { isDateValue } from "../../../expr/operand.ts";
import type { Value } from "../../../expr/value.ts";

/**
 * Prints a value as JSON. An integer of any size keeps its digits, a date is its ISO text, bytes are Base64, NaN and
 * Infinity are null.
 */
export function printDocument(value: Value, indent?: number): string {
  return JSON.stringify(needsCare(value) ? prepared(value) : value, undefined, indent);
}

/** Whether there is something inside that `JSON.stringify` would refuse or misprint. */
function needsCare(value: Value): boolean {
  if (typeof value === "bigint") return true;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(needsCare);
  if (value instanceof Uint8Array) return true;
  if (isDateValue(value)) return false;
  for (const key in value) {
    const item = value[key];
    const kind = typeof item;
    if (kind === "bigint") return true;
    if (kind === "object" && item !== null && item !== undefined && needsCare(item)) return true;
  }
  return false;
}

function prepared(value: Value): unknown {
  if (typeof value === "bigint") return JSON.rawJSON(value.toString());
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(prepared);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (isDateValue(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, prepared(item));
  return copy;
}
