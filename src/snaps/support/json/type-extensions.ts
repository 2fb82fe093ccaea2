import { getOwn, setOwn } from "../../../base/json.ts";
import { isDateValue } from "../../../expr/date/date-value.ts";
import { fromTypeExtension, toTypeExtension } from "../../../expr/date/type-extension.ts";
import { isValueMap } from "../../../expr/path/value-map.ts";
import type { Value, ValueMap } from "../../../expr/value.ts";

const binaryKey = "_snaptype_binary";

/**
 * Turns `{ "_snaptype_datetime": "2018-04-27T20:03:58.453 UTC" }` and its kin into the date or the bytes they stand for.
 * One whose text is no date stays as it is.
 */
export function readTypeExtensions(value: Value): Value {
  if (Array.isArray(value)) return value.map(readTypeExtensions);
  if (!isValueMap(value)) return value;
  return fromTypeExtension(value) ?? bytesOf(value) ?? mapped(value, readTypeExtensions);
}

/** Turns dates and bytes into `{ "_snaptype_…": text }`, so that `readTypeExtensions` gives them back. */
export function writeTypeExtensions(value: Value): Value {
  if (Array.isArray(value)) return value.map(writeTypeExtensions);
  if (isDateValue(value)) return toTypeExtension(value);
  if (value instanceof Uint8Array) return { [binaryKey]: Buffer.from(value).toString("base64") };
  return isValueMap(value) ? mapped(value, writeTypeExtensions) : value;
}

function bytesOf(map: ValueMap): Uint8Array | undefined {
  const text = getOwn(map, binaryKey);
  if (typeof text !== "string" || Object.keys(map).length > 1) return undefined;
  return new Uint8Array(Buffer.from(text, "base64"));
}

function mapped(map: ValueMap, change: (value: Value) => Value): ValueMap {
  const copy: ValueMap = {};
  for (const [key, item] of Object.entries(map)) setOwn(copy, key, change(item));
  return copy;
}
