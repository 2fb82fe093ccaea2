import { aggregateClause } from "../sql/sql-of-aggregate.ts";
import type { Expression } from "../expression.ts";
import { expressionKey } from "../expression-key.ts";
import { Scope } from "../sql/scope.ts";
import { sqlOfExpression } from "../sql/sql-of-expression.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { settled } from "../unify.ts";
import type { Base } from "./bases.ts";
import type { CheckedColumn } from "./check-query.ts";
import type { Filters } from "./filters.ts";

/** `SELECT` of the columns as `c1`, `c2`, …: KPIs grouped by attributes, each KPI over the rows of its own table. */
export function groupedSql(
  columns: readonly CheckedColumn[],
  bases: readonly Base[],
  filters: Filters,
  writer: SqlWriter,
): string {
  const attributes = columns.filter((column) => column.role === "attribute");
  const names = new Map<string, string>();
  for (const key of bases.flatMap((base) => [...base.aggregates.keys()])) {
    names.set(key, `a${names.size + 1}`);
  }
  const groups = bases.map((base) => baseSql(attributes, base, names, filters, writer));
  const leaf = (expression: Expression): string => {
    switch (expression.kind) {
      case "aggregate": {
        const name = names.get(expressionKey(expression)) ?? "NULL";
        return expression.body.empty === null || bases.length === 1
          ? name
          : `COALESCE(${name}, ${expression.body.empty})`;
      }
      default:
        return new Scope(writer, "").expression(expression);
    }
  };
  const selected = columns.map((column, index) => {
    const dimension = bases.length === 0 ? -1 : attributes.indexOf(column);
    const sql =
      dimension >= 0 ? `d${dimension + 1}` : sqlOfExpression(column.expression, writer, leaf);
    const typed = column.expression.type === "NULL" ? writer.dialect.cast(sql, "STRING") : sql;
    return `${typed} AS c${index + 1}`;
  });
  const from = joined(attributes, bases, names, groups, writer);
  return `SELECT ${selected.join(", ")}${from === "" ? "" : ` FROM ${from}`}`;
}

function baseSql(
  attributes: readonly CheckedColumn[],
  base: Base,
  names: ReadonlyMap<string, string>,
  filters: Filters,
  writer: SqlWriter,
): string {
  const scope = new Scope(writer, base.table);
  const dimensions = attributes.map(
    ({ expression }, index) => `${typedSql(expression, scope, writer)} AS d${index + 1}`,
  );
  const aggregates = [...base.aggregates].map(([key, aggregate]) => {
    const where = aggregate.filter === undefined ? undefined : scope.expression(aggregate.filter);
    const clause = aggregateClause(
      aggregate,
      scope.row,
      (expression) => scope.expression(expression),
      where,
    );
    const given = aggregate.arguments.map((argument) => scope.expression(argument));
    return `${aggregate.body.sql(given, clause, writer)} AS ${names.get(key)}`;
  });
  const where = filters.where(scope, writer);
  const grouping =
    attributes.length === 0
      ? ""
      : ` GROUP BY ${attributes.map((_, index) => index + 1).join(", ")}`;
  return `SELECT ${[...dimensions, ...aggregates].join(", ")} FROM ${scope.from()}${where}${grouping}`;
}

function typedSql(expression: Expression, scope: Scope, writer: SqlWriter): string {
  const sql = scope.expression(expression);
  return expression.type === "NULL" ? writer.dialect.cast(sql, "STRING") : sql;
}

/** The groups of several tables side by side: every group that one of them has, once. */
function joined(
  attributes: readonly CheckedColumn[],
  bases: readonly Base[],
  names: ReadonlyMap<string, string>,
  groups: readonly string[],
  writer: SqlWriter,
): string {
  const aliased = groups.map((sql) => `(${sql}) AS ${writer.alias()}`);
  if (groups.length < 2) return aliased.join("");
  if (attributes.length === 0) return aliased.join(" CROSS JOIN ");
  const dimensions = attributes.map((_, index) => `d${index + 1}`);
  const all = bases.map((base, index) => {
    const padded = bases.flatMap((other) =>
      [...other.aggregates].map(([key, aggregate]) => {
        const name = names.get(key) ?? "";
        return other === base
          ? name
          : `${writer.dialect.cast("NULL", settled(aggregate.type))} AS ${name}`;
      }),
    );
    return `SELECT ${[...dimensions, ...padded].join(", ")} FROM ${aliased[index]}`;
  });
  const values = [...names.values()].map((name) => `${writer.dialect.anyValue(name)} AS ${name}`);
  return `(SELECT ${[...dimensions, ...values].join(", ")} FROM (${all.join(" UNION ALL ")}) AS ${writer.alias()} GROUP BY ${dimensions.join(", ")}) AS ${writer.alias()}`;
}
