import type { Span } from "../../../base/finding.ts";
import type { EventLog } from "../../data/data-schema.ts";
import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import { domainTable } from "../domain-table.ts";
import type { ReferenceData } from "../evaluate/reference-data.ts";
import type { ColumnExpression, Expression, PqlValue } from "../expression.ts";
import { compareKeys } from "../evaluate/evaluate-aggregate.ts";
import { pqlProblem } from "../problem.ts";
import { settled } from "../unify.ts";

/** The events of a log as a function sees them. */
export interface LogRows {
  readonly table: string;
  /** The table of cases: that of the log, or one made of the values of its case column. */
  readonly caseTable: string;
  /** How a row of `table` names its case, and how the case table names it. */
  readonly caseKeys: readonly Expression[];
  readonly keysOfCase: readonly Expression[];
  /** What is looked at: the activity, or another text of the row. */
  readonly activity: Expression;
  /** What orders the events of a case, before the order of loading; nulls last. */
  readonly order: readonly Expression[];
}

/** The event log that a column is of, or the only one; `activity` is that column or the activity column. */
export function logRows(
  call: CallNode | SpecialNode,
  node: PqlNode | undefined,
  checker: Checker,
  types?: readonly ["STRING"],
): LogRows {
  const span = checker.span(call);
  const given =
    node === undefined ? undefined : checker.row(node, `The column of ${call.name}`, types);
  const log = checker.eventLog(given, span);
  const activity = given ?? column(log, log.activityColumn, checker, span);
  const order = [
    log.timestampColumn,
    ...(log.sortingColumn === undefined ? [] : [log.sortingColumn]),
  ];
  return {
    table: log.activityTable,
    ...casesOf(log, call, checker),
    activity,
    order: order.map((name) => column(log, name, checker, span)),
  };
}

/** The events of each case in their order, by the row of the case table. */
export function eventsOfCases(
  rows: LogRows,
  data: ReferenceData,
): ReadonlyMap<number, readonly number[]> {
  const cases = new Map<number, number[]>();
  for (const row of orderedRows(rows, data)) {
    const at = data.up(rows.table, row, rows.caseTable);
    if (at !== undefined) cases.set(at, [...(cases.get(at) ?? []), row]);
  }
  return cases;
}

/** The events of each case in their order, one list a case that has a name. */
export function tracesOf(rows: LogRows, data: ReferenceData): readonly (readonly number[])[] {
  const traces = new Map<string, number[]>();
  for (const row of orderedRows(rows, data)) {
    const keys = rows.caseKeys.map((key) => data.value(key, rows.table, row));
    if (keys.includes(null)) continue;
    const key = JSON.stringify(keys.map(String));
    traces.set(key, [...(traces.get(key) ?? []), row]);
  }
  return [...traces.values()];
}

function orderedRows({ table, order }: LogRows, data: ReferenceData): readonly number[] {
  const keyed = Array.from({ length: data.rowCount(table) }, (_, row) => ({
    row,
    keys: order.map((key): PqlValue => data.value(key, table, row)),
  }));
  const sorted = keyed.toSorted((a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const compared = compareKeys(key, b.keys[index] ?? null, false);
      if (compared !== 0) return compared;
    }
    return 0;
  });
  return sorted.map(({ row }) => row);
}

function column(log: EventLog, name: string, checker: Checker, span: Span): ColumnExpression {
  const type = checker.schema.tables.get(log.activityTable)?.columns.get(name);
  return { kind: "column", table: log.activityTable, column: name, type: type ?? "STRING", span };
}

function casesOf(
  log: EventLog,
  call: CallNode | SpecialNode,
  checker: Checker,
): Pick<LogRows, "caseTable" | "caseKeys" | "keysOfCase"> {
  const span = checker.span(call);
  if (log.caseTable === undefined) {
    const table = domainTable([column(log, log.caseColumn, checker, span)], log.activityTable);
    checker.generate(table);
    const [join] = table.joins;
    return {
      caseTable: table.id,
      caseKeys: join?.childKeys ?? [],
      keysOfCase: join?.parentKeys ?? [],
    };
  }
  const path = checker.joins.up(log.activityTable, log.caseTable);
  const last = path.kind === "path" ? path.joins.at(-1) : undefined;
  if (last !== undefined) {
    const { childKeys, parentKeys } = last;
    return { caseTable: log.caseTable, caseKeys: childKeys, keysOfCase: parentKeys };
  }
  throw pqlProblem(
    span,
    "pql-join",
    `The activities of the event log ${log.id} do not belong to cases.`,
    `There is no foreign key, or more than one, from "${log.activityTable}" to "${log.caseTable}".`,
    "Declare one foreign key between the two tables in the data model.",
  );
}

/** The names of an order in SQL over `site.rows`, and the columns it takes. */
export function orderColumns({ order }: LogRows): {
  readonly columns: readonly { readonly name: string; readonly expression: Expression }[];
  readonly names: readonly string[];
} {
  const columns = order.map((expression, index) => ({ name: `o${index + 1}`, expression }));
  return { columns, names: [...columns.map(({ name }) => name), '"$row"'] };
}

/** Whether values of a type are ordered by their bytes, which some databases have to be told. */
export function isText(expression: Expression): boolean {
  return settled(expression.type) === "STRING";
}
