import { isDateValue, type Operand } from "./operand.ts";
import { LocalTime } from "./date/local-time.ts";
import { toNumber } from "./to-number.ts";
import { toText } from "./to-text.ts";

/**
 * How two values lie to each other: negative, zero or positive, and NaN when they have no order. Two texts compare by
 * code unit, times of day as their ISO text, everything else as numbers.
 */
export function compareOperands(a: Operand, b: Operand): number {
  if (typeof a === "number" && typeof b === "number") return a - b || order(a, b);
  if (typeof a === "string" && typeof b === "string") return order(a, b);
  if (typeof a === "bigint" && typeof b === "bigint") return order(a, b);
  if (a instanceof LocalTime && b instanceof LocalTime) return order(a.toString(), b.toString());
  if (typeof a === "bigint" && typeof b === "number") return orderMixed(a, b);
  if (typeof a === "number" && typeof b === "bigint") return -orderMixed(b, a);
  const left = toNumber(a);
  const right = toNumber(b);
  return order(left, right);
}

function order<T extends number | string | bigint>(a: T, b: T): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Object.is(a, Number.NaN) || Object.is(b, Number.NaN) ? Number.NaN : 0;
}

function orderMixed(a: bigint, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number.isNaN(b) ? Number.NaN : 0;
}

/**
 * A total order for sorting and joining. As `compareOperands` where that has an answer; otherwise booleans, numbers,
 * dates, text, lists, objects in this order, and inside one kind by text. `null` comes first.
 */
export function compareValues(a: Operand, b: Operand): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  const compared = compareOperands(a, b);
  if (!Number.isNaN(compared)) return compared;
  const ranks = rank(a) - rank(b);
  return ranks === 0 ? order(toText(a), toText(b)) : ranks;
}

function rank(value: Operand): number {
  if (typeof value === "boolean") return 0;
  if (typeof value === "number" || typeof value === "bigint") return 1;
  if (typeof value === "string") return 3;
  if (isDateValue(value)) return 2;
  return Array.isArray(value) ? 4 : 5;
}
