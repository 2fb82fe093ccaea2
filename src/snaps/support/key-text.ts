import { isDateValue } from "../../expr/operand.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import type { Value } from "../../expr/value.ts";

/**
 * A text that two values share exactly when they are the same value of the same kind. Maps are the same whatever the
 * order of their keys.
 */
export function keyText(value: Value): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "0";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(keyText).join()}]`;
  if (value instanceof Uint8Array) return `#${Buffer.from(value).toString("base64")}`;
  if (isDateValue(value)) return `${value.constructor.name}(${value.valueOf()})`;
  if (!isValueMap(value)) return String(value);
  const entries = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${keyText(value[key] ?? null)}`);
  return `{${entries.join()}}`;
}
