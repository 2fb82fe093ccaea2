import { unreachable } from "../../base/errors.ts";
import type { BinaryOperator, OrderKey, PqlNode, SpecialPart } from "./ast.ts";

/** PQL that reads as the same tree; brackets only where they are needed. */
export function printPql(node: PqlNode): string {
  switch (node.kind) {
    case "text":
      return printText(node.value);
    case "number":
      return node.type === "FLOAT" ? printFloat(Number(node.value)) : String(node.value);
    case "date":
      return `{t'${node.value.replace("T", " ")}'}`;
    case "boolean":
      return node.value ? "TRUE" : "FALSE";
    case "null":
      return "NULL";
    case "name":
      return node.quoted ? printName(node.name) : node.name;
    case "column":
      return node.quoted
        ? `${printName(node.table)}.${printName(node.column)}`
        : `${node.table}.${node.column}`;
    case "variable":
      return `\${${node.name}}`;
    case "parameter":
      return `{${node.name}}`;
    case "unary":
      return node.operator === "NOT"
        ? `NOT ${within(node.operand, levels.not)}`
        : `${node.operator}${within(node.operand, levels.operand)}`;
    case "binary":
      return printBinary(node.operator, node.left, node.right);
    case "like":
      return `${comparand(node.operand)}${not(node.negated)} LIKE ${right(node.pattern)}`;
    case "in":
      return `${comparand(node.operand)}${not(node.negated)} IN (${list(node.items)})`;
    case "between":
      return `${comparand(node.operand)}${not(node.negated)} BETWEEN ${right(node.low)} AND ${right(node.high)}`;
    case "is-null":
      return `${comparand(node.operand)} IS${not(node.negated)} NULL`;
    case "case":
      return [
        "CASE",
        ...node.branches.map(({ when, then }) => `WHEN ${printPql(when)} THEN ${printPql(then)}`),
        ...(node.otherwise === null ? [] : [`ELSE ${printPql(node.otherwise)}`]),
        "END",
      ].join(" ");
    case "list":
      return `[${list(node.items)}]`;
    case "call": {
      const given = node.arguments.map(printPql);
      const order = node.orderBy.length === 0 ? [] : [printOrder(node.orderBy)];
      return `${node.name}(${node.distinct ? "DISTINCT " : ""}${[...given, ...order].join(", ")})`;
    }
    case "special":
      return `${node.name}${printParts(node.parts)}`;
    default:
      return unreachable(node);
  }
}

/** A table or column in double quotes. */
export function printName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function printText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** How tightly a node holds together; a looser one inside a tighter one needs brackets. */
const levels = { or: 1, and: 2, not: 3, compare: 4, concat: 5, sum: 6, product: 7, operand: 9 };

function levelOf(node: PqlNode): number {
  switch (node.kind) {
    case "binary":
      return levelOfOperator(node.operator);
    case "unary":
      return node.operator === "NOT" ? levels.not : levels.product + 1;
    case "like":
    case "in":
    case "between":
    case "is-null":
      return levels.compare;
    case "special":
      return levels.compare;
    case "text":
    case "number":
    case "date":
    case "boolean":
    case "null":
    case "name":
    case "column":
    case "variable":
    case "parameter":
    case "case":
    case "list":
    case "call":
      return levels.operand;
    default:
      return unreachable(node);
  }
}

function levelOfOperator(operator: BinaryOperator): number {
  switch (operator) {
    case "OR":
      return levels.or;
    case "AND":
      return levels.and;
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return levels.compare;
    case "||":
      return levels.concat;
    case "+":
    case "-":
      return levels.sum;
    case "*":
    case "/":
    case "%":
      return levels.product;
    default:
      return unreachable(operator);
  }
}

function printBinary(operator: BinaryOperator, left: PqlNode, rightNode: PqlNode): string {
  const level = levelOfOperator(operator);
  return `${within(left, level)} ${operator} ${within(rightNode, level + 1)}`;
}

function within(node: PqlNode, level: number): string {
  const text = printPql(node);
  return levelOf(node) < level ? `(${text})` : text;
}

function comparand(node: PqlNode): string {
  return within(node, levels.compare);
}

function right(node: PqlNode): string {
  return within(node, levels.concat);
}

function not(negated: boolean): string {
  return negated ? " NOT" : "";
}

function list(items: readonly PqlNode[]): string {
  return items.map(printPql).join(", ");
}

function printFloat(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function printOrder(keys: readonly OrderKey[]): string {
  return `ORDER BY ${keys
    .map(({ node, descending }) => `${printPql(node)}${descending ? " DESC" : ""}`)
    .join(", ")}`;
}

function printParts(parts: readonly SpecialPart[]): string {
  let text = "";
  for (const part of parts) {
    if (part.kind === "sign") text += printSign(part.text);
    else {
      const gap = /[([\s]$/.test(text) ? "" : " ";
      text += gap + (part.kind === "word" ? part.text : printPart(part.node));
    }
  }
  return text;
}

/** `$` and `#` would go on a word before them. */
function printSign(sign: string): string {
  if (sign === ",") return ", ";
  return sign === "$" || sign === "#" ? ` ${sign}` : sign;
}

/** In brackets whatever is more than one operand, so that the form's own words end it. */
function printPart(node: PqlNode): string {
  return levelOf(node) < levels.operand ? `(${printPql(node)})` : printPql(node);
}
