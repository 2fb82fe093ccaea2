import { unreachable } from "../base/errors.ts";
import type { Operand } from "./operand.ts";
import { toNumber } from "./to-number.ts";
import { toText } from "./to-text.ts";

export type ArithmeticOperator = "-" | "*" | "/" | "%";

/** `a + b` where not both are numbers: concatenation when one side is a text, list, map or date. */
export function addOperands(a: Operand, b: Operand): number | bigint | string {
  if (typeof a === "string" || typeof b === "string") return toText(a) + toText(b);
  if (isText(a) || isText(b)) return toText(a) + toText(b);
  if (typeof a === "bigint" || typeof b === "bigint") {
    const exact = integers(a, b);
    if (exact !== undefined) return narrowed(exact[0] + exact[1]);
  }
  return toNumber(a) + toNumber(b);
}

function isText(value: Operand): boolean {
  return typeof value === "object" && value !== null;
}

/** Arithmetic where not both sides are doubles. Large integers keep their digits as long as all is integral. */
export function arithmetic(operator: ArithmeticOperator, a: Operand, b: Operand): number | bigint {
  if (typeof a === "bigint" || typeof b === "bigint") {
    const exact = integers(a, b);
    const result = exact === undefined ? undefined : onIntegers(operator, exact[0], exact[1]);
    if (result !== undefined) return narrowed(result);
  }
  const left = toNumber(a);
  const right = toNumber(b);
  switch (operator) {
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    default:
      return unreachable(operator);
  }
}

function onIntegers(operator: ArithmeticOperator, a: bigint, b: bigint): bigint | undefined {
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  if (b === 0n) return undefined;
  if (operator === "%") return a % b;
  return a % b === 0n ? a / b : undefined;
}

/** Both sides as integers, when both are. A product of them has at most twice the digits of a document's numbers. */
function integers(a: Operand, b: Operand): readonly [bigint, bigint] | undefined {
  const left = integer(a);
  const right = integer(b);
  return left === undefined || right === undefined ? undefined : [left, right];
}

function integer(value: Operand): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  return typeof value === "string" && /^-?\d{1,1000}$/.test(value) ? BigInt(value) : undefined;
}

export function narrowed(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
