import type { Value } from "../../expr/value.ts";

/**
 * Memory that a value takes, in estimated bytes: what blocking Snaps count before they spill. Meant for comparing with
 * a limit; objects that two documents share count twice.
 */
export function sizeOf(value: Value): number {
  switch (typeof value) {
    case "string":
      return 24 + value.length;
    case "object":
      return value === null ? 8 : sizeOfObject(value);
    default:
      return 16;
  }
}

function sizeOfObject(value: Exclude<Value, null | string | number | boolean | bigint>): number {
  if (value instanceof Uint8Array) return 96 + value.byteLength;
  let bytes = 56;
  if (Array.isArray(value)) {
    for (const item of value) bytes += 8 + sizeOf(item);
    return bytes;
  }
  for (const item of Object.values(value)) bytes += 16 + sizeOf(item);
  return bytes;
}
