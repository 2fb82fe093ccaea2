import { jodaPattern } from "./joda-pattern.ts";
import { localeNames } from "./locale-names.ts";
import type { ResolvedTime } from "./resolve-fields.ts";

/** Forms beside ISO 8601 that a text without pattern may have, tried in this order. */
const commonPatterns = [
  "yyyy/MM/dd",
  "yyyy/MM/dd HH:mm",
  "yyyy/MM/dd HH:mm:ss",
  "yyyy/MM/dd HH:mm:ss.SSS",
  "MM/dd/yyyy",
  "MM/dd/yyyy HH:mm",
  "MM/dd/yyyy HH:mm:ss",
  "MM/dd/yyyy hh:mm a",
  "MM/dd/yyyy hh:mm:ss a",
  "E, dd MMM yyyy HH:mm:ss z",
  "E, dd MMM yyyy HH:mm:ss Z",
  "E, dd MMM yyyy",
  "dd MMM yyyy",
  "dd MMM yyyy HH:mm:ss",
  "dd-MMM-yyyy",
  "dd-MMM-yyyy HH:mm:ss",
  "MMM dd, yyyy",
  "MMM dd, yyyy HH:mm:ss",
  "MMM dd, yyyy hh:mm:ss a",
  "E MMM dd yyyy",
  "E MMM dd HH:mm:ss z yyyy",
  "E MMM dd yyyy HH:mm:ss 'GMT'Z",
] as const;

/** The time of a text in one of the common forms that are not ISO 8601; undefined when it is in none. */
export function parseCommonForm(text: string): ResolvedTime | undefined {
  const trimmed = text.trim();
  if (trimmed.length > commonFormLengthMax) return undefined;
  const names = localeNames("en-US");
  for (const source of commonPatterns) {
    const pattern = jodaPattern(source);
    if ("problem" in pattern) continue;
    const time = pattern.parse(trimmed, names, 0);
    if (!("reason" in time)) return time;
  }
  return undefined;
}

const commonFormLengthMax = 64;
