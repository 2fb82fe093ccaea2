import { unreachable } from "../../base/errors.ts";
import type { Expression } from "./expression.ts";

/** A text that equal expressions share and others do not. */
export function expressionKey(expression: Expression): string {
  switch (expression.kind) {
    case "value":
      return `${expression.type}:${JSON.stringify(String(expression.value))}`;
    case "column":
      return JSON.stringify([expression.table, expression.column]);
    case "call":
      return `${expression.name}<${expression.body.key ?? ""}>(${keys(expression.arguments)})`;
    case "aggregate":
      return [
        `${expression.name}<${expression.body.key ?? ""}>(${keys(expression.arguments)})`,
        JSON.stringify(expression.table ?? ""),
        expression.orderBy
          .map((key) => `${expressionKey(key.expression)}${key.descending ? " DESC" : ""}`)
          .join(),
        expression.filter === undefined ? "" : expressionKey(expression.filter),
      ].join("|");
    case "derived":
      return `derived:${expression.id}`;
    case "global":
      return `GLOBAL(${expressionKey(expression.operand)})`;
    case "bind":
      return `BIND(${JSON.stringify(expression.table)},${expressionKey(expression.operand)})`;
    default:
      return unreachable(expression);
  }
}

function keys(expressions: readonly Expression[]): string {
  return expressions.map(expressionKey).join(",");
}
