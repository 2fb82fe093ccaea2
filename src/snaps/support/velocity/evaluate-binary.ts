import { unreachable } from "../../../base/errors.ts";
import type { Value } from "../../../expr/value.ts";
import { valueText } from "../text/value-text.ts";
import type { BinaryOperator } from "./template-node.ts";

/** Whether a condition holds: false, null, nothing, zero and what is empty do not. */
export function isTrue(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== "" && value !== 0;
}

/** Compares and computes as Velocity does: numbers as numbers, `+` joins as soon as one side is text. */
export function evaluateBinary(
  operator: Exclude<BinaryOperator, "&&" | "||">,
  left: Value | undefined,
  right: Value | undefined,
): Value {
  if (operator === "==") return isSame(left, right);
  if (operator === "!=") return !isSame(left, right);
  if (left === undefined || left === null || right === undefined || right === null) {
    return operator.startsWith("<") || operator.startsWith(">") ? false : null;
  }
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) {
    return valueText(left) + valueText(right);
  }
  const a = Number(left);
  const b = Number(right);
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return divide(a, b);
    case "%":
      return b === 0 ? null : a % b;
    default:
      return unreachable(operator);
  }
}

/** Whole numbers divide to a whole number, as in Java; by zero there is no value. */
function divide(a: number, b: number): number | null {
  if (b === 0) return null;
  return Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b;
}

function isSame(left: Value | undefined, right: Value | undefined): boolean {
  const a = left ?? null;
  const b = right ?? null;
  if (a === null || b === null) return a === b;
  if (typeof a === typeof b && typeof a !== "object") return a === b;
  return valueText(a) === valueText(b);
}
