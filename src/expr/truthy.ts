import type { Operand } from "./operand.ts";

/** Whether a value counts as true in a condition, as in JavaScript: `null`, `false`, 0, NaN and '' do not. */
export function isTruthy(value: Operand): boolean {
  if (typeof value === "boolean") return value;
  return Boolean(value);
}
