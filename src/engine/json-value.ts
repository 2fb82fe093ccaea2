import { setOwn, type Json, type JsonObject } from "../base/json.ts";
import { toTypeExtension } from "../expr/date/type-extension.ts";
import { isDateValue } from "../expr/date/date-value.ts";
import type { Value } from "../expr/value.ts";

/**
 * A copy of a value that JSON can show: dates as the platform's previews show them (`_snaptype_…`), bytes as base64,
 * integers beyond 2^53 as `bigint`.
 */
export function toJsonValue(value: Value): Json {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map((item) => toJsonValue(item));
  if (isDateValue(value)) return toJsonValue(toTypeExtension(value));
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, toJsonValue(value[key] ?? null));
  return copy;
}
