import { unreachable } from "../base/errors.ts";
import type { Expression, ParameterNode, PropertyNode, SpreadNode } from "./ast.ts";
import { printPattern } from "./print-pattern.ts";
import { printText } from "./print-text.ts";

const plainName = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** How tightly the outermost operator of a node binds: a looser operand needs parentheses. */
const strength: Readonly<Record<string, number>> = {
  "||": 2,
  "&&": 3,
  "==": 4,
  "!=": 4,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  in: 5,
  instanceof: 5,
  "+": 6,
  "-": 6,
  "*": 7,
  "/": 7,
  "%": 7,
};
const operandStrength = 2;
const unaryStrength = 8;
const postfixStrength = 9;

/** Writes a tree as text in one canonical way; reading the text gives the same tree. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? printText(node.value) : String(node.value);
    case "regex":
      return `/${node.source}/${node.flags}`;
    case "document":
      return "$";
    case "name":
      return node.name;
    case "member":
      return printMember(node.object, node.name);
    case "index":
      return `${operand(node.object, postfixStrength)}[${printExpression(node.index)}]`;
    case "call":
      return `${operand(node.callee, postfixStrength)}(${printItems(node.arguments)})`;
    case "unary":
      return printUnary(node.operator, operand(node.operand, unaryStrength));
    case "binary":
    case "logical": {
      const own = strength[node.operator] ?? 0;
      return `${operand(node.left, own)} ${node.operator} ${operand(node.right, own + 1)}`;
    }
    case "conditional": {
      const { test, consequent, alternate } = node;
      const branch = (one: Expression): string => operand(one, operandStrength - 1);
      return `${operand(test, operandStrength)} ? ${branch(consequent)} : ${branch(alternate)}`;
    }
    case "array":
      return `[${printItems(node.items)}]`;
    case "object":
      return `{${node.members.map(printObjectMember).join(", ")}}`;
    case "arrow":
      return `(${node.parameters.map(printParameter).join(", ")}) => ${printBody(node.body)}`;
    case "match": {
      const arms = node.arms.map((arm) => {
        const guard = arm.guard === null ? "" : ` if ${operand(arm.guard, operandStrength)}`;
        return `${printPattern(arm.pattern)}${guard} => ${printExpression(arm.body)}`;
      });
      return `match ${operand(node.subject, operandStrength)} { ${arms.join(", ")} }`;
    }
    default:
      return unreachable(node);
  }
}

function strengthOf(node: Expression): number {
  switch (node.kind) {
    case "conditional":
      return 0;
    case "arrow":
      return 1;
    case "binary":
    case "logical":
      return strength[node.operator] ?? 0;
    case "unary":
      return unaryStrength;
    case "literal":
      return isNegative(node.value) ? unaryStrength : postfixStrength;
    default:
      return postfixStrength;
  }
}

function isNegative(value: unknown): boolean {
  return typeof value === "bigint"
    ? value < 0n
    : typeof value === "number" && (value < 0 || Object.is(value, -0));
}

function operand(node: Expression, least: number): string {
  const text = printExpression(node);
  return strengthOf(node) < least ? `(${text})` : text;
}

function printUnary(operator: string, text: string): string {
  if (operator === "typeof") return `typeof ${text}`;
  // `-1` read after `-` would be a literal, and `--` an operator of its own.
  return operator !== "!" && /^[-+\d.]/.test(text) ? `${operator}(${text})` : `${operator}${text}`;
}

function printMember(object: Expression, name: string): string {
  if (object.kind === "document") {
    return /^[\p{ID_Continue}$]+$/u.test(name) ? `$${name}` : `$[${printText(name)}]`;
  }
  const owner = operand(object, postfixStrength);
  if (!plainName.test(name)) return `${owner}[${printText(name)}]`;
  return object.kind === "literal" ? `(${owner}).${name}` : `${owner}.${name}`;
}

function printItems(items: readonly (Expression | SpreadNode)[]): string {
  return items.map(printItem).join(", ");
}

function printItem(item: Expression | SpreadNode): string {
  return item.kind === "spread" ? `...${printExpression(item.operand)}` : printExpression(item);
}

function printObjectMember(member: PropertyNode | SpreadNode): string {
  if (member.kind === "spread") return printItem(member);
  const { key } = member;
  if (typeof key !== "string") return `[${printExpression(key)}]: ${printExpression(member.value)}`;
  return `${plainName.test(key) ? key : printText(key)}: ${printExpression(member.value)}`;
}

function printParameter(parameter: ParameterNode): string {
  if (parameter.rest) return `...${parameter.name}`;
  const { fallback, name } = parameter;
  return fallback === null ? name : `${name} = ${printExpression(fallback)}`;
}

function printBody(body: Expression): string {
  const text = printExpression(body);
  return text.startsWith("{") ? `(${text})` : text;
}
