import type { Value, ValueMap } from "../value.ts";

/** Whether a value is a map: not an array, not a date, not binary content. */
export function isValueMap(value: Value | undefined): value is ValueMap {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
