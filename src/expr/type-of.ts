import type { Operand } from "./operand.ts";

/** What `typeof` says: "boolean", "number", "string", "array", or "object" for everything else, `null` too. */
export function typeOf(value: Operand): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "number" : typeof value;
}
