import { isDateValue, isMap, type Operand } from "./operand.ts";
import { RegexValue } from "./regex-value.ts";
import { toNumber } from "./to-number.ts";

/**
 * What `==` says: text and numbers, booleans and numbers, dates and numbers compare by number; lists and objects by
 * what they hold; `null` equals `null` only.
 */
export function looseEquals(a: Operand, b: Operand): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === "string" && typeof b === "string") return false;
  if (isNumeric(a) && isNumeric(b)) return numbersEqual(a, b);
  if (isDateValue(a) || isDateValue(b)) return datesEqual(a, b);
  if (typeof a === "object" && typeof b === "object") return deepEquals(a, b);
  return typeof a === "object" || typeof b === "object" ? false : toNumber(a) === toNumber(b);
}

/** Whether two values are the same, all the way down. Numbers compare by value, text and numbers never. */
export function deepEquals(a: Operand, b: Operand): boolean {
  if (a === b) return true;
  if (isNumeric(a) && isNumeric(b)) return numbersEqual(a, b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && listsEqual(a, b);
  if (isMap(a)) return isMap(b) && mapsEqual(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (isDateValue(a)) return isDateValue(b) && datesEqual(a, b);
  return a instanceof RegexValue && b instanceof RegexValue && a.toString() === b.toString();
}

function isNumeric(value: Operand): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** A large integer equals a double only when that double is exactly it. */
function numbersEqual(a: number | bigint, b: number | bigint): boolean {
  // oxlint-disable-next-line eqeqeq -- `==` compares a bigint and a number by value
  return a == b;
}

function datesEqual(a: Operand, b: Operand): boolean {
  if (isDateValue(a) && isDateValue(b) && a.constructor === b.constructor) {
    return a.toString() === b.toString() || toNumber(a) === toNumber(b);
  }
  return toNumber(a) === toNumber(b);
}

function listsEqual(a: readonly Operand[], b: readonly Operand[]): boolean {
  return a.length === b.length && a.every((item, index) => deepEquals(item, b[index] ?? null));
}

function mapsEqual(
  a: { readonly [key: string]: Operand },
  b: { readonly [key: string]: Operand },
): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && deepEquals(a[key] ?? null, b[key] ?? null));
}
