import { unreachable } from "../../base/errors.ts";
import type { Expression } from "./expression.ts";

/** The tables whose rows an expression is computed on, without what aggregates and derived columns look at inside. */
export function tablesOf(expression: Expression, into = new Set<string>()): Set<string> {
  switch (expression.kind) {
    case "value":
    case "aggregate":
    case "global":
      return into;
    case "column":
      return into.add(expression.table);
    case "bind":
      return into.add(expression.table);
    case "derived":
      return expression.table === undefined ? into : into.add(expression.table);
    case "call":
      for (const argument of expression.arguments) tablesOf(argument, into);
      return into;
    default:
      return unreachable(expression);
  }
}

/** The tables on whose rows an aggregate is computed. */
export function tablesOfAggregate(
  expression: Extract<Expression, { kind: "aggregate" }>,
): Set<string> {
  const into = new Set<string>();
  if (expression.table !== undefined) into.add(expression.table);
  for (const argument of expression.arguments) tablesOf(argument, into);
  for (const key of expression.orderBy) tablesOf(key.expression, into);
  if (expression.filter !== undefined) tablesOf(expression.filter, into);
  return into;
}

/** The aggregates of an expression, those inside `GLOBAL` and of derived columns apart. */
export function aggregatesOf(
  expression: Expression,
): readonly Extract<Expression, { kind: "aggregate" }>[] {
  switch (expression.kind) {
    case "aggregate":
      return [expression];
    case "call":
      return expression.arguments.flatMap(aggregatesOf);
    case "value":
    case "column":
    case "derived":
    case "global":
    case "bind":
      return [];
    default:
      return unreachable(expression);
  }
}

/** `row` has a value for every row of a table, `aggregate` one for many rows, `constant` one for everything. */
export type Level = "constant" | "row" | "aggregate";

export function levelOf(expression: Expression): Level {
  switch (expression.kind) {
    case "value":
    case "global":
      return "constant";
    case "column":
    case "bind":
      return "row";
    case "derived":
      return expression.table === undefined ? "constant" : "row";
    case "aggregate":
      return "aggregate";
    case "call":
      return levelOfCall(expression);
    default:
      return unreachable(expression);
  }
}

/** Asked again for every call around it. */
const levelsOfCalls = new WeakMap<Expression, Level>();

function levelOfCall(call: Extract<Expression, { kind: "call" }>): Level {
  const known = levelsOfCalls.get(call);
  if (known !== undefined) return known;
  const levels = new Set(call.arguments.map(levelOf));
  const level = levels.has("row") ? "row" : levels.has("aggregate") ? "aggregate" : "constant";
  levelsOfCalls.set(call, level);
  return level;
}
