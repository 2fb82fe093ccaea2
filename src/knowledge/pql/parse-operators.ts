import type { BinaryOperator, PqlNode } from "./ast.ts";
import type { PqlCursor } from "./cursor.ts";
import { readOperand } from "./parse-operand.ts";

type ReadNode = (cursor: PqlCursor) => PqlNode;

/** Reads an expression: `OR` binds least, then `AND`, `NOT`, comparisons, `||`, `+ -`, `* / %`, signs. */
export function readExpression(cursor: PqlCursor): PqlNode {
  return cursor.nested(() => readOr(cursor));
}

const readOr: ReadNode = (cursor) =>
  readChain(cursor, readAnd, (at) => (at.takeWord("OR") ? "OR" : undefined));

const readAnd: ReadNode = (cursor) =>
  readChain(cursor, readNot, (at) => (at.takeWord("AND") ? "AND" : undefined));

function readNot(cursor: PqlCursor): PqlNode {
  const { start } = cursor.token;
  if (!cursor.takeWord("NOT")) return readComparison(cursor);
  const operand = cursor.nested(() => readNot(cursor));
  return cursor.node(
    { kind: "unary", operator: "NOT", operand, span: cursor.spanFrom(start) },
    operand,
  );
}

function readComparison(cursor: PqlCursor): PqlNode {
  const { start } = cursor.token;
  let left = readConcatenation(cursor);
  for (;;) {
    const negated =
      cursor.isWord("NOT") &&
      (cursor.isWord("LIKE", 1) || cursor.isWord("IN", 1) || cursor.isWord("BETWEEN", 1));
    if (negated) cursor.next();
    const next = readSuffix(cursor, left, negated, start);
    if (next === undefined) return left;
    left = next;
  }
}

function readSuffix(
  cursor: PqlCursor,
  operand: PqlNode,
  negated: boolean,
  start: number,
): PqlNode | undefined {
  if (cursor.takeWord("LIKE")) {
    const pattern = readConcatenation(cursor);
    const span = cursor.spanFrom(start);
    return cursor.node({ kind: "like", operand, pattern, negated, span }, operand, pattern);
  }
  if (cursor.takeWord("IN")) {
    const items = readItems(cursor);
    const span = cursor.spanFrom(start);
    return cursor.node({ kind: "in", operand, items, negated, span }, operand, ...items);
  }
  if (cursor.takeWord("BETWEEN")) {
    const low = readConcatenation(cursor);
    cursor.expectWord("AND", "between the two ends of `BETWEEN`");
    const high = readConcatenation(cursor);
    const span = cursor.spanFrom(start);
    return cursor.node({ kind: "between", operand, low, high, negated, span }, operand, low, high);
  }
  if (cursor.takeWord("IS")) {
    const not = cursor.takeWord("NOT");
    cursor.expectWord("NULL", "after `IS`");
    return cursor.node(
      { kind: "is-null", operand, negated: not, span: cursor.spanFrom(start) },
      operand,
    );
  }
  const operator = comparisons.find(([sign]) => cursor.takeSign(sign))?.[1];
  if (operator === undefined) return undefined;
  const right = readConcatenation(cursor);
  const span = cursor.spanFrom(start);
  return cursor.node({ kind: "binary", operator, left: operand, right, span }, operand, right);
}

const comparisons = [
  ["=", "="],
  ["!=", "!="],
  ["<>", "!="],
  ["<=", "<="],
  [">=", ">="],
  ["<", "<"],
  [">", ">"],
] as const;

function readItems(cursor: PqlCursor): readonly PqlNode[] {
  cursor.expectSign("(", "after `IN`");
  const items: PqlNode[] = [];
  do items.push(cursor.expression());
  while (cursor.takeSign(","));
  cursor.expectSign(")", "after the values of `IN`");
  return Object.freeze(items);
}

const readConcatenation: ReadNode = (cursor) =>
  readChain(cursor, readSum, (at) => (at.takeSign("||") ? "||" : undefined));

const readSum: ReadNode = (cursor) =>
  readChain(cursor, readProduct, (at) =>
    at.takeSign("+") ? "+" : at.takeSign("-") ? "-" : undefined,
  );

const readProduct: ReadNode = (cursor) =>
  readChain(cursor, readSigned, (at) =>
    at.takeSign("*") ? "*" : at.takeSign("/") ? "/" : at.takeSign("%") ? "%" : undefined,
  );

function readSigned(cursor: PqlCursor): PqlNode {
  const { start } = cursor.token;
  const operator = cursor.takeSign("-") ? "-" : cursor.takeSign("+") ? "+" : undefined;
  if (operator === undefined) return readOperand(cursor);
  const operand = cursor.nested(() => readSigned(cursor));
  return cursor.node({ kind: "unary", operator, operand, span: cursor.spanFrom(start) }, operand);
}

/** Operators of one level, read from left to right. */
function readChain(
  cursor: PqlCursor,
  readNext: ReadNode,
  takeOperator: (cursor: PqlCursor) => BinaryOperator | undefined,
): PqlNode {
  const { start } = cursor.token;
  let left = readNext(cursor);
  for (;;) {
    const operator = takeOperator(cursor);
    if (operator === undefined) return left;
    const right = readNext(cursor);
    left = cursor.node(
      { kind: "binary", operator, left, right, span: cursor.spanFrom(start) },
      left,
      right,
    );
  }
}
