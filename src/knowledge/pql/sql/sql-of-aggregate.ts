import type { AggregateExpression, Expression } from "../expression.ts";
import type { AggregateClause } from "../function.ts";
import { sqlOfValue } from "./sql-of-expression.ts";
import type { SqlSite } from "./sql-site.ts";

/** `SELECT k1, …, aggregate AS v … GROUP BY k1, …` over all rows of a table. */
export function sqlOfAggregate(
  aggregate: AggregateExpression,
  table: string,
  keys: readonly Expression[],
  site: SqlSite,
): string {
  const columns = [
    ...keys.map((expression, index) => ({ name: `k${index + 1}`, expression })),
    ...aggregate.arguments
      .map((expression, index) => ({ name: `a${index + 1}`, expression }))
      .filter(({ expression }) => expression.kind !== "value"),
    ...aggregate.orderBy.map(({ expression }, index) => ({ name: `o${index + 1}`, expression })),
  ];
  const rows = site.rows(table, columns, aggregate.filter);
  const names = keys.map((_, index) => `k${index + 1}`);
  const clause = aggregateClause(aggregate, '"$row"', (_, index) => `o${index + 1}`);
  const value = aggregate.body.sql(
    aggregate.arguments.map((argument, index) =>
      argument.kind === "value" ? sqlOfValue(argument, site) : `a${index + 1}`,
    ),
    clause,
    site,
  );
  const grouping = names.length === 0 ? "" : ` GROUP BY ${names.join(", ")}`;
  return `SELECT ${[...names, `${value} AS v`].join(", ")} FROM (${rows}) AS ${site.alias()}${grouping}`;
}

/** The order and filter of an aggregate whose keys are written by `key`; `where` holds for the rows it looks at. */
export function aggregateClause(
  aggregate: AggregateExpression,
  row: string,
  key: (expression: Expression, index: number) => string,
  where?: string,
): AggregateClause {
  return {
    order: (reversed) =>
      [
        ...aggregate.orderBy.map(({ expression, descending }, index) => {
          const direction = descending === reversed ? "ASC" : "DESC";
          return `${key(expression, index)} ${direction} NULLS LAST`;
        }),
        `${row}${reversed ? " DESC" : ""}`,
      ].join(", "),
    filter: (also) => {
      const all = [where, also].filter((condition) => condition !== undefined);
      return all.length === 0 ? "" : ` FILTER (WHERE ${all.join(" AND ")})`;
    },
  };
}
