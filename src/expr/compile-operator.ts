import { unreachable } from "../base/errors.ts";
import type { BinaryNode, UnaryNode } from "./ast.ts";
import { addOperands, arithmetic } from "./arithmetic.ts";
import { compareOperands } from "./compare.ts";
import { compileInstanceOf } from "./instance-of.ts";
import { compileNode } from "./compile-node.ts";
import { looseEquals } from "./equality.ts";
import type { Closure } from "./frame.ts";
import { isIn } from "./is-in.ts";
import { toNumber } from "./to-number.ts";
import { isTruthy } from "./truthy.ts";
import { typeOf } from "./type-of.ts";
import { type Code, code, failure, folded, type Names, type Unit } from "./unit.ts";

export function compileUnary(node: UnaryNode, unit: Unit, names: Names | undefined): Code {
  const operand = compileNode(node.operand, unit, names);
  return folded(unaryClosure(node, operand.run), unit, operand);
}

function unaryClosure(node: UnaryNode, operand: Closure): Closure {
  switch (node.operator) {
    case "!":
      return (frame) => !isTruthy(operand(frame));
    case "-":
      return (frame) => {
        const value = operand(frame);
        return typeof value === "bigint" ? -value : -toNumber(value);
      };
    case "+":
      return (frame) => {
        const value = operand(frame);
        return typeof value === "bigint" ? value : toNumber(value);
      };
    case "typeof":
      return (frame) => typeOf(operand(frame));
    default:
      return unreachable(node.operator);
  }
}

export function compileBinary(node: BinaryNode, unit: Unit, names: Names | undefined): Code {
  if (node.operator === "instanceof") return compileInstanceOf(node, unit, names);
  const left = compileNode(node.left, unit, names);
  const right = compileNode(node.right, unit, names);
  if (right.fixed && !left.fixed) {
    const special = withFixedRight(node.operator, left.run, right.value);
    if (special !== undefined) return code(special);
  }
  return folded(binaryClosure(node, left.run, right.run, unit), unit, left, right);
}

/** Comparison with a number or text that is known now. */
function withFixedRight(
  operator: BinaryNode["operator"],
  left: Closure,
  right: Code["value"],
): Closure | undefined {
  if (operator === "==" && typeof right === "string") {
    return (frame) => {
      const value = left(frame);
      return typeof value === "string" ? value === right : looseEquals(value, right);
    };
  }
  if (typeof right !== "number") return undefined;
  switch (operator) {
    case "==":
      return (frame) => {
        const value = left(frame);
        return typeof value === "number" ? value === right : looseEquals(value, right);
      };
    case ">":
      return (frame) => {
        const value = left(frame);
        if (typeof value === "string") return Number(value) > right;
        return typeof value === "number" ? value > right : compareOperands(value, right) > 0;
      };
    case ">=":
      return (frame) => {
        const value = left(frame);
        if (typeof value === "string") return Number(value) >= right;
        return typeof value === "number" ? value >= right : compareOperands(value, right) >= 0;
      };
    case "<":
      return (frame) => {
        const value = left(frame);
        if (typeof value === "string") return Number(value) < right;
        return typeof value === "number" ? value < right : compareOperands(value, right) < 0;
      };
    case "<=":
      return (frame) => {
        const value = left(frame);
        if (typeof value === "string") return Number(value) <= right;
        return typeof value === "number" ? value <= right : compareOperands(value, right) <= 0;
      };
    case "*":
      return (frame) => {
        const value = left(frame);
        return typeof value === "number" ? value * right : arithmetic("*", value, right);
      };
    case "%":
      return (frame) => {
        const value = left(frame);
        return typeof value === "number" ? value % right : arithmetic("%", value, right);
      };
    default:
      return undefined;
  }
}

function binaryClosure(node: BinaryNode, left: Closure, right: Closure, unit: Unit): Closure {
  switch (node.operator) {
    case "+":
      return additionClosure(node, left, right, unit);
    case "-":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a - b : arithmetic("-", a, b);
      };
    case "*":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a * b : arithmetic("*", a, b);
      };
    case "/":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a / b : arithmetic("/", a, b);
      };
    case "%":
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === "number" && typeof b === "number" ? a % b : arithmetic("%", a, b);
      };
    case "==":
      return (frame) => looseEquals(left(frame), right(frame));
    case "!=":
      return (frame) => !looseEquals(left(frame), right(frame));
    case "<":
      return (frame) => compareOperands(left(frame), right(frame)) < 0;
    case "<=":
      return (frame) => compareOperands(left(frame), right(frame)) <= 0;
    case ">":
      return (frame) => compareOperands(left(frame), right(frame)) > 0;
    case ">=":
      return (frame) => compareOperands(left(frame), right(frame)) >= 0;
    case "in":
      return (frame) => isIn(left(frame), right(frame));
    case "instanceof":
      return (frame) => right(frame);
    default:
      return unreachable(node.operator);
  }
}

function additionClosure(node: BinaryNode, left: Closure, right: Closure, unit: Unit): Closure {
  const sizeMax = unit.scope.limits.expressionOutputSizeMax;
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === "number" && typeof b === "number") return a + b;
    const text = typeof a === "string" && (typeof b === "string" || typeof b === "number");
    const result = text ? a + b : addOperands(a, b);
    if (typeof result === "string" && result.length > sizeMax) {
      throw failure(
        node.span,
        "limit-reached",
        "The text is too long.",
        `The sum has ${result.length} characters; at most ${sizeMax} are built (limit expressionOutputSizeMax).`,
        "Build less at once.",
      );
    }
    return result;
  };
}
