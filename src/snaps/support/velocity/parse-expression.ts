import { parseReference } from "./parse-reference.ts";
import type { BinaryOperator, TemplateExpression, TemplateNode } from "./template-node.ts";
import { expect, failAt, match, nested, type TemplateCursor } from "./template-cursor.ts";

/** Parses the text in double quotes, which is a template itself. */
export type ParseText = (text: string, depthMax: number) => readonly TemplateNode[];

/** An expression in `#if`, `#foreach` or `#set`, up to where nothing continues it. */
export function parseTemplateExpression(
  cursor: TemplateCursor,
  parseText: ParseText,
): TemplateExpression {
  return parseBinary(cursor, parseText, 0);
}

/** From the loosest to the tightest; words are what they abbreviate. */
const levels: readonly RegExp[] = [
  /\s*(\|\||or\b)/y,
  /\s*(&&|and\b)/y,
  /\s*(==|!=|eq\b|ne\b)/y,
  /\s*(<=|>=|<|>|le\b|ge\b|lt\b|gt\b)/y,
  /\s*([+-])/y,
  /\s*([*/%])/y,
];

const operators: Readonly<Record<string, BinaryOperator>> = {
  "||": "||",
  or: "||",
  "&&": "&&",
  and: "&&",
  "==": "==",
  eq: "==",
  "!=": "!=",
  ne: "!=",
  "<": "<",
  lt: "<",
  ">": ">",
  gt: ">",
  "<=": "<=",
  le: "<=",
  ">=": ">=",
  ge: ">=",
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
  "%": "%",
};

function parseBinary(
  cursor: TemplateCursor,
  parseText: ParseText,
  level: number,
): TemplateExpression {
  const pattern = levels[level];
  if (pattern === undefined) return parseUnary(cursor, parseText);
  let left = parseBinary(cursor, parseText, level + 1);
  for (;;) {
    const operator = operators[match(cursor, pattern)?.[1] ?? ""];
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parseBinary(cursor, parseText, level + 1) };
  }
}

function parseUnary(cursor: TemplateCursor, parseText: ParseText): TemplateExpression {
  if (match(cursor, /\s*(!(?!=)|not\b)/y) !== undefined) {
    return { kind: "not", operand: nested(cursor, () => parseUnary(cursor, parseText)) };
  }
  match(cursor, /\s+/y);
  const reference = parseReference(cursor);
  if (reference !== undefined) return { kind: "reference", reference };
  const number = match(cursor, /-?\d+(\.\d+)?/y);
  if (number !== undefined) return { kind: "literal", value: Number(number[0]) };
  const word = match(cursor, /(true|false|null)\b/y)?.[1];
  if (word !== undefined) {
    return { kind: "literal", value: word === "null" ? null : word === "true" };
  }
  const single = match(cursor, /'([^']*)'/y);
  if (single !== undefined) return { kind: "literal", value: single[1] ?? "" };
  const double = match(cursor, /"((?:[^"]|"")*)"/y);
  if (double !== undefined) {
    const nodes = parseText((double[1] ?? "").replaceAll('""', '"'), cursor.depthMax);
    return { kind: "interpolated", nodes };
  }
  if (match(cursor, /\(/y) !== undefined) {
    const inner = nested(cursor, () => parseTemplateExpression(cursor, parseText));
    expect(cursor, /\s*\)/y, "`)`");
    return inner;
  }
  if (match(cursor, /\[/y) !== undefined) return nested(cursor, () => parseList(cursor, parseText));
  return failAt(cursor, "a reference, number, text, list, true, false or null");
}

function parseList(cursor: TemplateCursor, parseText: ParseText): TemplateExpression {
  if (match(cursor, /\s*\]/y) !== undefined) return { kind: "list", items: [] };
  const first = parseTemplateExpression(cursor, parseText);
  if (match(cursor, /\s*\.\./y) !== undefined) {
    const to = parseTemplateExpression(cursor, parseText);
    expect(cursor, /\s*\]/y, "`]` after the range");
    return { kind: "range", from: first, to };
  }
  const items = [first];
  while (match(cursor, /\s*,/y) !== undefined)
    items.push(parseTemplateExpression(cursor, parseText));
  expect(cursor, /\s*\]/y, "`,` or `]`");
  return { kind: "list", items };
}
