import type { Checker } from "../check/checker.ts";
import type { CallNode, SpecialNode } from "../ast.ts";
import type { DerivedExpression, Expression, ExpressionType, PqlValue } from "../expression.ts";
import { expressionKey } from "../expression-key.ts";
import type { SqlSite } from "../sql/sql-site.ts";
import type { ReferenceData } from "../evaluate/reference-data.ts";
import { eventsOfCases, isText, type LogRows, orderColumns } from "./log-rows.ts";

export interface CaseColumn {
  readonly type: ExpressionType;
  /** What, besides the name of the function and the log, makes it what it is. */
  readonly key: string;
  /** The value of cases without events. */
  readonly empty: 0 | null;
  /** Values of each event, under the names that `sql` and `evaluate` use. */
  readonly columns: readonly { readonly name: string; readonly expression: Expression }[];
  /** An aggregate over the events of a case; `events` writes what depends on their order. */
  sql(site: SqlSite, events: OrderedEvents): string;
  /** Over the events in their order, each with its values in the order of `columns`. */
  evaluate(events: readonly (readonly PqlValue[])[]): PqlValue;
}

/** Writes the texts of events one after the other. */
export interface OrderedEvents {
  /** The texts that are not null, joined; null when there are none. */
  text(value: string, separator: string): string;
}

/** A column of the case table that is computed from the events of each case. */
export function perCase(
  call: CallNode | SpecialNode,
  rows: LogRows,
  column: CaseColumn,
  checker: Checker,
): DerivedExpression {
  const { table, caseTable, caseKeys, keysOfCase } = rows;
  const about = [...column.columns.map(({ expression }) => expression), ...rows.order];
  const keys = caseKeys.map((expression, index) => ({ name: `k${index + 1}`, expression }));
  const order = orderColumns(rows);
  return {
    kind: "derived",
    id: `${call.name}(${JSON.stringify(column.key)},${about.map(expressionKey).join()})`,
    name: call.name,
    type: column.type,
    span: checker.span(call),
    table: caseTable,
    empty: column.empty,
    source: {
      kind: "keyed",
      keys: keysOfCase,
      sql: (site) => {
        const all = site.rows(table, [...keys, ...column.columns, ...order.columns]);
        const names = keys.map(({ name }) => name).join(", ");
        const value = column.sql(site, orderedEvents(site, rows));
        return `SELECT ${names}, ${value} AS v FROM (${all}) AS ${site.alias()} GROUP BY ${names}`;
      },
    },
    evaluate: (data) => {
      const cases = eventsOfCases(rows, data);
      return (index) => {
        const events = cases.get(index);
        return events === undefined
          ? column.empty
          : column.evaluate(events.map((row) => valuesOf(row, column, table, data)));
      };
    },
  };
}

function valuesOf(
  row: number,
  { columns }: CaseColumn,
  table: string,
  data: ReferenceData,
): readonly PqlValue[] {
  return columns.map(({ expression }) => data.value(expression, table, row));
}

/** DuckDB sorts lists of structures several times faster than it aggregates in an order. */
function orderedEvents({ dialect }: SqlSite, rows: LogRows): OrderedEvents {
  const { names } = orderColumns(rows);
  if (dialect.name === "duckdb") {
    const fields = names.map((name, index) => `f${index}: ${name}`).join(", ");
    return {
      text: (value, separator) => {
        const list = `list({${fields}, v: ${value}}) FILTER (WHERE ${value} IS NOT NULL)`;
        return `array_to_string(list_transform(list_sort(${list}), lambda event: event.v), ${separator})`;
      },
    };
  }
  const keys = names.map((name, index) => {
    const expression = rows.order[index];
    const text = expression !== undefined && isText(expression);
    return `${text ? dialect.binary(name) : name} NULLS LAST`;
  });
  return {
    text: (value, separator) =>
      `string_agg(${value}, ${separator} ORDER BY ${keys.join(", ")}) FILTER (WHERE ${value} IS NOT NULL)`,
  };
}
