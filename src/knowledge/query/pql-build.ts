import type { BinaryOperator, CaseBranch, PqlNode } from "../pql/ast.ts";

/** Made here, not written by anybody: it has no place in a text. */
const span = { start: 0, end: 0 };

/** Makes PQL out of values, which `compileQuery` binds: nothing here is ever read as text. */
export const pql = {
  text: (value: string): PqlNode => ({ kind: "text", value, span }),
  number: (value: number): PqlNode => ({
    kind: "number",
    value,
    type: Number.isSafeInteger(value) ? "INT" : "FLOAT",
    span,
  }),
  float: (value: number): PqlNode => ({ kind: "number", value, type: "FLOAT", span }),
  /** ISO 8601 without a zone. */
  date: (value: string): PqlNode => ({ kind: "date", value, span }),
  boolean: (value: boolean): PqlNode => ({ kind: "boolean", value, span }),
  call: (name: string, ...args: readonly PqlNode[]): PqlNode => ({
    kind: "call",
    name,
    distinct: false,
    arguments: args,
    orderBy: [],
    span,
  }),
  countDistinct: (node: PqlNode): PqlNode => ({
    kind: "call",
    name: "COUNT",
    distinct: true,
    arguments: [node],
    orderBy: [],
    span,
  }),
  column: (table: string, column: string): PqlNode => ({
    kind: "column",
    table,
    column,
    quoted: true,
    span,
  }),
  table: (name: string): PqlNode => ({ kind: "name", name, quoted: true, span }),
  nothing: (): PqlNode => ({ kind: "null", span }),
  /** The value of the first branch that holds. */
  choose: (
    branches: readonly (readonly [when: PqlNode, then: PqlNode])[],
    otherwise: PqlNode,
  ): PqlNode => ({
    kind: "case",
    // oxlint-disable-next-line unicorn/no-thenable -- the node's own name
    branches: branches.map(([when, then]): CaseBranch => ({ when, then })),
    otherwise,
    span,
  }),
  binary: (left: PqlNode, operator: BinaryOperator, right: PqlNode): PqlNode => ({
    kind: "binary",
    operator,
    left,
    right,
    span,
  }),
  isOneOf: (operand: PqlNode, items: readonly PqlNode[]): PqlNode => ({
    kind: "in",
    operand,
    items,
    negated: false,
    span,
  }),
  like: (operand: PqlNode, pattern: PqlNode): PqlNode => ({
    kind: "like",
    operand,
    pattern,
    negated: false,
    span,
  }),
  isNull: (operand: PqlNode, negated = false): PqlNode => ({
    kind: "is-null",
    operand,
    negated,
    span,
  }),
  not: (operand: PqlNode): PqlNode => ({ kind: "unary", operator: "NOT", operand, span }),
  /** At least one holds; as a tree that is as flat as can be. */
  any: (conditions: readonly PqlNode[]): PqlNode => joined(conditions, "OR", pql.boolean(false)),
  all: (conditions: readonly PqlNode[]): PqlNode => joined(conditions, "AND", pql.boolean(true)),
};

function joined(conditions: readonly PqlNode[], operator: "AND" | "OR", none: PqlNode): PqlNode {
  const [first, second] = conditions;
  if (first === undefined) return none;
  if (second === undefined) return first;
  const half = Math.ceil(conditions.length / 2);
  return pql.binary(
    joined(conditions.slice(0, half), operator, none),
    operator,
    joined(conditions.slice(half), operator, none),
  );
}
