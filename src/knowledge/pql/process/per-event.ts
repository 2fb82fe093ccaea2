import type { CallNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { ReferenceData } from "../evaluate/reference-data.ts";
import type { DerivedExpression, Expression, ExpressionType, PqlValue } from "../expression.ts";
import { expressionKey } from "../expression-key.ts";
import type { RowScope, SqlSite } from "../sql/sql-site.ts";
import { isText, type LogRows, tracesOf } from "./log-rows.ts";

export interface EventColumn {
  readonly type: ExpressionType;
  /** What, besides the name of the function and the log, makes it what it is. */
  readonly key: string;
  /** Values of each event that `sql` and `evaluate` use. */
  readonly values: readonly Expression[];
  /** Given those values, with window functions over the events of a case. */
  sql(values: readonly string[], window: CaseWindow, site: SqlSite): string;
  /** The value of each event of a case, given theirs in order. */
  evaluate(events: readonly (readonly PqlValue[])[]): readonly PqlValue[];
}

/** Insides of `OVER ( )`. `also` parts a case further. */
export interface CaseWindow {
  ordered(also?: string): string;
  reversed(also?: string): string;
  whole(also?: string): string;
}

/** A column of the activity table that is computed from the other events of the case. Null for events of no case. */
export function perEvent(
  call: CallNode | SpecialNode,
  rows: LogRows,
  column: EventColumn,
  checker: Checker,
): DerivedExpression {
  const about = [...column.values, ...rows.caseKeys, ...rows.order];
  return {
    kind: "derived",
    id: `${call.name}(${JSON.stringify(column.key)},${about.map(expressionKey).join()})`,
    name: call.name,
    type: column.type,
    span: checker.span(call),
    table: rows.table,
    empty: null,
    source: { kind: "window", sql: (site, row) => windowSql(rows, column, site, row) },
    evaluate: (data) => {
      const found = evaluated(rows, column, data);
      return (index) => found.get(index) ?? null;
    },
  };
}

function windowSql(rows: LogRows, column: EventColumn, site: SqlSite, row: RowScope): string {
  const keys = rows.caseKeys.map((key) => row.expression(key));
  const values = column.values.map((value) => row.expression(value));
  const order = rows.order.map((key) => {
    const sql = row.expression(key);
    return isText(key) ? site.dialect.binary(sql) : sql;
  });
  const part = (also?: string): string =>
    `PARTITION BY ${[...keys, ...(also === undefined ? [] : [also])].join(", ")}`;
  const value = column.sql(
    values,
    {
      ordered: (also) =>
        `${part(also)} ORDER BY ${[...order.map((key) => `${key} NULLS LAST`), row.row].join(", ")}`,
      reversed: (also) =>
        `${part(also)} ORDER BY ${[...order.map((key) => `${key} DESC NULLS FIRST`), `${row.row} DESC`].join(", ")}`,
      whole: part,
    },
    site,
  );
  const named = keys.map((key) => `${key} IS NOT NULL`).join(" AND ");
  return `CASE WHEN ${named} THEN ${value} END`;
}

function evaluated(
  rows: LogRows,
  column: EventColumn,
  data: ReferenceData,
): ReadonlyMap<number, PqlValue> {
  const found = new Map<number, PqlValue>();
  for (const trace of tracesOf(rows, data)) {
    const values = trace.map((event) =>
      column.values.map((value) => data.value(value, rows.table, event)),
    );
    const results = column.evaluate(values);
    for (const [index, event] of trace.entries()) found.set(event, results[index] ?? null);
  }
  return found;
}
