import { deserialize, serialize } from "node:v8";
import { believe } from "../../base/believe.ts";
import { setOwn } from "../../base/json.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { Batch } from "../batch.ts";

/**
 * A batch as bytes, in V8's own format, which keeps big integers and binary content. The date types, which it does not
 * know, travel as a `Map` from their tag to their fields; documents hold no `Map`.
 */
export function encodeBatch(batch: Batch<Document>): Uint8Array {
  return serialize(batch.map((document) => pack(document)));
}

export function decodeBatch(bytes: Uint8Array): Batch<Document> {
  return believe<unknown[]>(deserialize(bytes)).map((packed) => believe<Document>(unpack(packed)));
}

function pack(value: Value): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (value instanceof DateTime)
    return new Map<string, unknown>([["DateTime", [value.epochMs, value.zone]]]);
  if (value instanceof LocalDate) return new Map([["LocalDate", value.epochDay]]);
  if (value instanceof LocalTime) return new Map([["LocalTime", value.msOfDay]]);
  if (value instanceof LocalDateTime) return new Map([["LocalDateTime", value.localMs]]);
  if (Array.isArray(value)) return value.some(isNested) ? value.map((item) => pack(item)) : value;
  const keys = Object.keys(value);
  if (!keys.some((key) => isNested(value[key]))) return value;
  const packed: Record<string, unknown> = {};
  for (const key of keys) setOwn(packed, key, pack(value[key] ?? null));
  return packed;
}

function unpack(packed: unknown): unknown {
  if (typeof packed !== "object" || packed === null || packed instanceof Uint8Array) return packed;
  if (packed instanceof Map) return unpackDate(packed);
  if (Array.isArray(packed)) {
    for (const [index, item] of packed.entries()) if (isNested(item)) packed[index] = unpack(item);
    return packed;
  }
  const map = believe<Record<string, unknown>>(packed);
  for (const key of Object.keys(map)) if (isNested(map[key])) setOwn(map, key, unpack(map[key]));
  return map;
}

function unpackDate(packed: ReadonlyMap<unknown, unknown>): unknown {
  const [tag, fields] = packed.entries().next().value ?? [];
  if (tag === "DateTime") {
    const [epochMs, zone] = believe<[number, string]>(fields);
    return new DateTime(epochMs, zone);
  }
  const number = believe<number>(fields);
  if (tag === "LocalDate") return new LocalDate(number);
  return tag === "LocalTime" ? new LocalTime(number) : new LocalDateTime(number);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
