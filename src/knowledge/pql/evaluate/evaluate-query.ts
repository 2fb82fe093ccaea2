import { defaultLimits } from "../../../base/limits.ts";
import { CheckRun } from "../check/check-run.ts";
import type { AggregateExpression, Expression, GlobalExpression, PqlValue } from "../expression.ts";
import { expressionKey } from "../expression-key.ts";
import { basesOf } from "../plan/bases.ts";
import {
  type CheckedColumn,
  checkColumns,
  checkConditions,
  checkOrder,
} from "../plan/check-query.ts";
import type { Condition } from "../plan/filters.ts";
import type { CheckContext, PqlQuery } from "../query.ts";
import { tablesOf } from "../tables-of.ts";
import { compareKeys, evaluateAggregate } from "./evaluate-aggregate.ts";
import { type ReferenceRow, ReferenceTables } from "./reference-tables.ts";
import { survivingRows } from "./surviving-rows.ts";

/** The answer to a query that `compileQuery` accepts, computed row by row. Dates are microseconds. */
export function evaluateQuery(
  query: PqlQuery,
  context: CheckContext,
  data: ReadonlyMap<string, readonly ReferenceRow[]>,
): { readonly rows: readonly (readonly PqlValue[])[]; readonly total: number } {
  const run = new CheckRun(context, defaultLimits);
  const columns = checkColumns(query.columns, run);
  const conditions = checkConditions(query.conditions, run);
  const tables: ReferenceTables = new ReferenceTables(data, run.joins, (expression) =>
    globalValue(expression, conditions, tables, run),
  );
  const isKpi = columns.some((column) => column.role === "kpi");
  const all = isKpi
    ? groupedRows(columns, conditions, tables, run)
    : plainRows(columns, conditions, tables, run);
  const keys = [
    ...checkOrder(query),
    ...(isKpi
      ? columns.flatMap(({ role }, index) =>
          role === "attribute" ? [{ index, descending: false }] : [],
        )
      : []),
  ];
  const ordered = all.toSorted((a, b) => {
    for (const { index, descending } of keys) {
      const order = compareKeys(a[index] ?? null, b[index] ?? null, descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  const end = query.limit === undefined ? undefined : query.offset + query.limit;
  return { rows: ordered.slice(query.offset, end), total: all.length };
}

type Rows = readonly (readonly PqlValue[])[];

function plainRows(
  columns: readonly CheckedColumn[],
  conditions: readonly Condition[],
  tables: ReferenceTables,
  run: CheckRun,
): Rows {
  const used = new Set<string>();
  for (const { expression } of columns) tablesOf(expression, used);
  if (used.size === 0) {
    return [columns.map(({ expression }) => tables.value(expression, "", 0))];
  }
  const table = run.commonTable(used, { start: 0, end: 0 });
  return survivingRows(table, conditions, tables).map((index) =>
    columns.map(({ expression }) => tables.value(expression, table, index)),
  );
}

/** Rows of each base in one group when their attributes are the same. */
interface Group {
  readonly values: readonly PqlValue[];
  readonly rows: Map<string, number[]>;
}

function groupedRows(
  columns: readonly CheckedColumn[],
  conditions: readonly Condition[],
  tables: ReferenceTables,
  run: CheckRun,
): Rows {
  const attributes = columns.filter(({ role }) => role === "attribute");
  const bases = basesOf(columns, run);
  const groups = new Map<string, Group>();
  if (attributes.length === 0 || bases.length === 0) {
    groups.set("", {
      values: attributes.map(({ expression }) => tables.value(expression, "", 0)),
      rows: new Map(),
    });
  }
  for (const { table } of bases) {
    for (const row of survivingRows(table, conditions, tables)) {
      const values = attributes.map(({ expression }) => tables.value(expression, table, row));
      const key = attributes.length === 0 ? "" : JSON.stringify(values.map(String));
      const group = groups.get(key) ?? { values, rows: new Map<string, number[]>() };
      group.rows.set(table, [...(group.rows.get(table) ?? []), row]);
      groups.set(key, group);
    }
  }
  const tableOf = (aggregate: AggregateExpression): string =>
    bases.find((base) => base.aggregates.has(expressionKey(aggregate)))?.table ?? "";
  return [...groups.values()].map((group) => {
    const ofGroup = (expression: Expression): PqlValue => {
      if (expression.kind === "call") {
        return expression.body.evaluate(expression.arguments.map(ofGroup));
      }
      if (expression.kind !== "aggregate") return tables.value(expression, "", 0);
      const table = tableOf(expression);
      return evaluateAggregate(expression, table, group.rows.get(table) ?? [], tables);
    };
    return columns.map((column) => {
      const attribute = attributes.indexOf(column);
      return attribute < 0 ? ofGroup(column.expression) : (group.values[attribute] ?? null);
    });
  });
}

function globalValue(
  { operand }: GlobalExpression,
  conditions: readonly Condition[],
  tables: ReferenceTables,
  run: CheckRun,
): PqlValue {
  const column: CheckedColumn = { id: "GLOBAL", role: "kpi", expression: operand };
  return groupedRows([column], conditions, tables, run)[0]?.[0] ?? null;
}
