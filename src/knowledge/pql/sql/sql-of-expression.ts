import { unreachable } from "../../../base/errors.ts";
import type { Expression, ValueExpression } from "../expression.ts";
import type { SqlSite } from "./sql-site.ts";

/** SQL of an expression; whatever is not a value or a function is written by `leaf`. */
export function sqlOfExpression(
  expression: Expression,
  site: SqlSite,
  leaf: (expression: Exclude<Expression, { kind: "value" | "call" }>) => string,
): string {
  switch (expression.kind) {
    case "value":
      return sqlOfValue(expression, site);
    case "call": {
      const given = expression.arguments.map((argument) => sqlOfExpression(argument, site, leaf));
      return expression.body.sql(given, site);
    }
    case "column":
    case "aggregate":
    case "derived":
    case "global":
    case "bind":
      return leaf(expression);
    default:
      return unreachable(expression);
  }
}

export function sqlOfValue({ value, type }: ValueExpression, site: SqlSite): string {
  return type === "NULL" ? "NULL" : site.bind(value, type);
}
