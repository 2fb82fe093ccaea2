import { isValueMap } from "../../expr/path/value-map.ts";
import type { Value } from "../../expr/value.ts";

const textLengthMax = 40;

/** What a value is, in the words of a failure: `a list of 3`, `text "abc"`. */
export function describeValue(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return `text ${JSON.stringify(shorten(value))}`;
  if (typeof value !== "object") return `${typeof value} ${String(value)}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  return isValueMap(value) ? "an object" : String(value);
}

function shorten(text: string): string {
  return text.length > textLengthMax ? `${text.slice(0, textLengthMax)}…` : text;
}
