import { setOwn } from "../base/json.ts";
import { isValueMap } from "./path/value-map.ts";
import type { Value, ValueMap } from "./value.ts";

/** A deep copy. Dates and bytes are shared: nothing changes them. */
export function cloneValue<T extends Value>(value: T): T;
export function cloneValue(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => cloneValue(item));
  if (!isValueMap(value)) return value;
  const copy: ValueMap = {};
  for (const key of Object.keys(value)) setOwn(copy, key, cloneValue(value[key] ?? null));
  return copy;
}
