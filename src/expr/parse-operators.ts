import type { BinaryOperator, Expression, UnaryOperator } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { isArrowAhead, parseArrow } from "./parse-arrow.ts";
import { parsePostfix } from "./parse-postfix.ts";

/** Binary operators by how tightly they bind; `||` and `&&` bind less, unary operators more. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ["==", "!="],
  ["<", "<=", ">", ">=", "in", "instanceof"],
  ["+", "-"],
  ["*", "/", "%"],
];
const unaryOperators: readonly UnaryOperator[] = ["!", "-", "+", "typeof"];

/** Reads one whole expression at the cursor. */
export function parseOne(cursor: Cursor): Expression {
  return cursor.nested(() =>
    isArrowAhead(cursor) ? parseArrow(cursor) : parseConditional(cursor),
  );
}

function parseConditional(cursor: Cursor): Expression {
  const { start } = cursor.token;
  const test = parseOperand(cursor);
  if (!cursor.takeSign("?")) return test;
  const consequent = parseBranch(cursor);
  if (!cursor.takeSign(":")) {
    const found = cursor.describe(cursor.token);
    throw cursor.problem(
      cursor.token,
      "The conditional has no `:`.",
      `After \`condition ? value\` expected \`:\` and found ${found}.`,
      "Write `condition ? value : otherValue`.",
    );
  }
  const alternate = parseBranch(cursor);
  const span = cursor.spanFrom(start);
  return cursor.node(
    { kind: "conditional", test, consequent, alternate, span },
    test,
    consequent,
    alternate,
  );
}

/** A branch is no conditional itself: a nested one is read all the same, and a finding says to parenthesise it. */
function parseBranch(cursor: Cursor): Expression {
  const { start } = cursor.token;
  const branch = parseOne(cursor);
  if (branch.kind !== "conditional" || cursor.isParenthesised(branch)) return branch;
  const span = cursor.spanFrom(start);
  const replacement = `(${cursor.text(span)})`;
  cursor.unsupported(
    span,
    "A conditional inside a conditional needs parentheses.",
    "The branches of `a ? b : c` take no bare conditional.",
    `Write ${replacement}.`,
    { summary: "Put the inner conditional in parentheses", replacement },
  );
  return branch;
}

/** Reads what stands on one side of `?`: everything but a conditional or an arrow function. */
export function parseOperand(cursor: Cursor): Expression {
  return parseLogical(cursor, "||", () => parseLogical(cursor, "&&", () => parseBinary(cursor, 0)));
}

function parseLogical(cursor: Cursor, operator: "&&" | "||", side: () => Expression): Expression {
  const { start } = cursor.token;
  let left = side();
  while (cursor.takeSign(operator)) {
    const right = side();
    const span = cursor.spanFrom(start);
    left = cursor.node({ kind: "logical", operator, left, right, span }, left, right);
  }
  return left;
}

function parseBinary(cursor: Cursor, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(cursor);
  const { start } = cursor.token;
  let left = parseBinary(cursor, level + 1);
  for (;;) {
    const { kind, value } = cursor.token;
    const word = kind === "sign" || kind === "name";
    const operator = word ? operators.find((candidate) => candidate === value) : undefined;
    if (operator === undefined) return left;
    cursor.next();
    const right = parseBinary(cursor, level + 1);
    const span = cursor.spanFrom(start);
    left = cursor.node({ kind: "binary", operator, left, right, span }, left, right);
  }
}

function parseUnary(cursor: Cursor): Expression {
  const { kind, value, start } = cursor.token;
  const word = kind === "sign" || kind === "name";
  const operator = word ? unaryOperators.find((candidate) => candidate === value) : undefined;
  if (operator === undefined) return parsePostfix(cursor);
  cursor.next();
  const operand = cursor.nested(() => parseUnary(cursor));
  const span = cursor.spanFrom(start);
  if (operator === "-" && operand.kind === "literal" && !cursor.isParenthesised(operand)) {
    const { value: number } = operand;
    if (typeof number === "number" || typeof number === "bigint") {
      return cursor.node({ kind: "literal", value: -number, span });
    }
  }
  return cursor.node({ kind: "unary", operator, operand, span }, operand);
}
