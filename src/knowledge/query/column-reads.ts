import type { DataSchema } from "../data/data-schema.ts";
import type { ColumnNode, PqlNode } from "../pql/ast.ts";
import { processFunctions } from "../pql/process/process-functions.ts";
import type { ModelIndex } from "./model-index.ts";
import { walkPql } from "./walk-pql.ts";

/** Everything that one expression reads, through all the names it refers to. */
export interface ColumnReads {
  /** `TABLE\u0000COLUMN`, see `tableColumn`. */
  readonly tableColumns: ReadonlySet<string>;
  /** Names of the tables of those columns, and tables named alone. */
  readonly tables: ReadonlySet<string>;
  /** Ids of attributes and KPIs of the model. */
  readonly columnIds: ReadonlySet<string>;
  /** Calls that look at rows whatever the filters of the question are. */
  readonly pastFilters: readonly PastFilters[];
}

export type PastFilters =
  /** A value for each row of the target from the rows below it; of no table of the data when there is no target. */
  | { readonly kind: "pull-up"; readonly name: string; readonly target?: string }
  /** A value from all activities of a case. */
  | { readonly kind: "course"; readonly name: string; readonly activityTable: string };

interface Reading {
  readonly tableColumns: Set<string>;
  readonly tables: Set<string>;
  readonly columnIds: Set<string>;
  readonly pastFilters: PastFilters[];
}

/** Follows an expression to the columns of tables behind it. */
export function readsOf(node: PqlNode, index: ModelIndex, schema: DataSchema): ColumnReads {
  const reading: Reading = {
    tableColumns: new Set(),
    tables: new Set(),
    columnIds: new Set(),
    pastFilters: [],
  };
  follow(node, index, schema, reading);
  return reading;
}

export function tableColumn(table: string, column: string): string {
  return `${table}\u0000${column}`;
}

function follow(node: PqlNode, index: ModelIndex, schema: DataSchema, reading: Reading): void {
  for (const part of walkPql(node)) {
    switch (part.kind) {
      case "column":
        followColumn(part, index, schema, reading);
        break;
      case "name":
        if (schema.tables.has(part.name)) reading.tables.add(part.name);
        break;
      case "special":
        if (courseFunctions.has(part.name)) readEventLogs(part.name, schema, reading);
        break;
      case "call":
        if (part.name === "KPI") followKpi(part.arguments[0], index, schema, reading);
        else if (part.name.startsWith("PU_")) {
          const [target] = part.arguments;
          reading.pastFilters.push({
            kind: "pull-up",
            name: part.name,
            ...(target?.kind === "name" ? { target: target.name } : {}),
          });
        } else if (courseFunctions.has(part.name)) readEventLogs(part.name, schema, reading);
        break;
      default:
    }
  }
}

function followColumn(
  { table, column }: ColumnNode,
  index: ModelIndex,
  schema: DataSchema,
  reading: Reading,
): void {
  if (schema.tables.get(table)?.columns.has(column) === true) {
    reading.tableColumns.add(tableColumn(table, column));
    reading.tables.add(table);
    return;
  }
  followId(`${table}.${column}`, index, schema, reading);
}

function followKpi(
  argument: PqlNode | undefined,
  index: ModelIndex,
  schema: DataSchema,
  reading: Reading,
): void {
  if (argument?.kind === "text") followId(argument.value, index, schema, reading);
}

function followId(id: string, index: ModelIndex, schema: DataSchema, reading: Reading): void {
  const column = index.columns.get(id);
  if (column === undefined || reading.columnIds.has(id)) return;
  reading.columnIds.add(id);
  follow(column.node, index, schema, reading);
}

/** Functions that look at the whole course of a case. */
const courseFunctions: ReadonlySet<string> = new Set(processFunctions.map(({ name }) => name));

/** What happened and when; by which case is nothing that their values tell. */
function readEventLogs(name: string, schema: DataSchema, reading: Reading): void {
  for (const log of schema.eventLogs) {
    reading.tables.add(log.activityTable);
    const { activityColumn, timestampColumn, endTimestampColumn, sortingColumn } = log;
    for (const column of [activityColumn, timestampColumn, endTimestampColumn, sortingColumn]) {
      if (column !== undefined) reading.tableColumns.add(tableColumn(log.activityTable, column));
    }
    reading.pastFilters.push({ kind: "course", name, activityTable: log.activityTable });
  }
}
