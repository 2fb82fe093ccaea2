import type { CheckRun } from "../check/check-run.ts";
import { listOf, tableName } from "../check/describe.ts";
import { expressionKey } from "../expression-key.ts";
import type { AggregateExpression } from "../expression.ts";
import { pqlProblem } from "../problem.ts";
import { aggregatesOf, tablesOf, tablesOfAggregate } from "../tables-of.ts";
import { at, type CheckedColumn } from "./check-query.ts";

/** Aggregates that are computed over the rows of one table. */
export interface Base {
  readonly table: string;
  readonly aggregates: ReadonlyMap<string, AggregateExpression>;
}

/**
 * The tables over which the aggregates of KPIs are computed when they are grouped by attributes: each over its own, so
 * that no row counts twice. An aggregate that a finer attribute would multiply is refused, unless equal rows do not
 * change it.
 */
export function basesOf(columns: readonly CheckedColumn[], run: CheckRun): readonly Base[] {
  const attributes = columns.filter((column) => column.role === "attribute");
  const dimensions = new Set<string>();
  for (const { expression } of attributes) tablesOf(expression, dimensions);
  const bases = new Map<string, Map<string, AggregateExpression>>();
  for (const column of columns.filter(({ role }) => role === "kpi")) {
    for (const aggregate of aggregatesOf(column.expression)) {
      const table = at(column.id, () => baseOf(aggregate, dimensions, attributes, column, run));
      const known = bases.get(table) ?? new Map<string, AggregateExpression>();
      bases.set(table, known.set(expressionKey(aggregate), aggregate));
    }
  }
  if (bases.size === 0 && dimensions.size > 0) {
    const [first] = attributes;
    bases.set(
      run.commonTable(dimensions, first?.expression.span ?? { start: 0, end: 0 }),
      new Map(),
    );
  }
  return [...bases].map(([table, aggregates]) => ({ table, aggregates }));
}

function baseOf(
  aggregate: AggregateExpression,
  dimensions: ReadonlySet<string>,
  attributes: readonly CheckedColumn[],
  column: CheckedColumn,
  run: CheckRun,
): string {
  const own = run.commonTable(tablesOfAggregate(aggregate), aggregate.span);
  const common = run.joins.common([own, ...dimensions]);
  if (common.kind === "table") {
    if (common.table === own || !aggregate.body.duplicatesMatter) return common.table;
    const finer = attributes
      .filter(({ expression }) =>
        [...tablesOf(expression)].some((table) => run.joins.up(own, table).kind !== "path"),
      )
      .map(({ id }) => id);
    throw pqlProblem(
      aggregate.span,
      "pql-grain",
      `${aggregate.name} of ${column.id} would count rows of ${tableName(own)} more than once.`,
      `It goes over rows of ${tableName(own)}, and ${listOf(finer)} over rows of ${tableName(common.table)}, of which many belong to one row of ${tableName(own)}.`,
      advice(aggregate, own, common.table, finer),
    );
  }
  if (common.kind === "ambiguous")
    return run.commonTable(new Set([own, ...dimensions]), aggregate.span);
  const apart = attributes
    .filter(({ expression }) =>
      [...tablesOf(expression)].some((table) => run.joins.up(own, table).kind !== "path"),
    )
    .map(({ id }) => id);
  throw pqlProblem(
    aggregate.span,
    "pql-join",
    `${column.id} cannot be grouped by ${listOf(apart)}.`,
    `${aggregate.name} goes over rows of ${tableName(own)}, and no single value of ${listOf(apart)} belongs to each of them: there is no common table.`,
    `Group ${column.id} by attributes of ${tableName(own)} or of tables that it refers to, leave out ${listOf(apart)}, or ask separately.`,
  );
}

function advice(
  aggregate: AggregateExpression,
  own: string,
  finerTable: string,
  finer: readonly string[],
): string {
  const [argument] = aggregate.arguments;
  const instead =
    aggregate.name === "COUNT_TABLE" || aggregate.name === "COUNT"
      ? `count distinct keys, as in COUNT(DISTINCT ${tableName(own)}."KEY")`
      : argument?.kind === "column"
        ? `aggregate a column of ${tableName(finerTable)} instead of "${argument.column}"`
        : `aggregate a column of ${tableName(finerTable)} instead`;
  return `Leave out ${listOf(finer)}, ${instead}, or wrap it in GLOBAL(…) to have the total in every row.`;
}
