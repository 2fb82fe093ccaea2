import type { PqlValue } from "../expression.ts";

/** Below 0, 0 or above 0. Texts by code points, as databases compare their bytes. Neither is null. */
export function compareValues(a: PqlValue, b: PqlValue): number {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  for (const [index, character] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (character !== other) {
      return (character.codePointAt(0) ?? 0) < (other.codePointAt(0) ?? 0) ? -1 : 1;
    }
  }
  return left.length - right.length;
}
