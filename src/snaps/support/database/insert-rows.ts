import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import type { RowWrite } from "./batch-writer.ts";
import type { TableColumn } from "./database-driver.ts";
import type { DatabaseSession, TableInfo } from "./database-session.ts";
import { columnNamed, noColumn } from "./table-name.ts";

/** Makes the statement that writes rows with these quoted columns; `rows` are `(?, ?), (?, ?)`. */
export type RowsText = (table: string, columns: readonly string[], rows: string) => string;

/** A document as a row of a statement with many rows: its keys are columns, those that it lacks get their default. */
export function rowOf(
  document: Document,
  table: TableInfo,
  { dialect }: DatabaseSession,
  rowsText: RowsText,
): RowWrite {
  const pairs = columnsOf(document, table);
  if (pairs.length === 0) {
    throw new SnapFailure(
      "The document has no fields to write",
      `Expected fields named like columns of ${table.quotedName}; found an empty document.`,
      "Give it at least one field.",
    );
  }
  const columns = pairs.map(({ column }) => dialect.quote(column.name));
  return {
    document,
    shape: `${table.quotedName}\0${columns.join("\0")}`,
    values: pairs.map(({ key }) => document[key] ?? null),
    types: pairs.map(({ column }) => column.type),
    text: (rowCount) => {
      const rows = Array.from({ length: rowCount }, (_row, row) => {
        const places = columns.map((_column, index) =>
          dialect.placeholder(row * columns.length + index),
        );
        return `(${places.join(", ")})`;
      });
      return rowsText(table.quotedName, columns, rows.join(", "));
    },
  };
}

/** The column of each key, in the order of the table, so that documents that differ in order alone share a statement. */
export function columnsOf(
  document: Document,
  table: TableInfo,
  mayLack: (key: string) => boolean = () => false,
): readonly { readonly key: string; readonly column: TableColumn }[] {
  const keys = new Map<TableColumn, string>();
  for (const key of Object.keys(document)) {
    const column = columnNamed(key, table.columns);
    if (column === undefined) {
      if (mayLack(key)) continue;
      throw noColumn(key, table.columns, table.quotedName);
    }
    if (keys.has(column)) {
      throw new SnapFailure(
        `Two fields are for the column "${column.name}"`,
        `Found \`${keys.get(column) ?? ""}\` and \`${key}\`.`,
        "Leave one of them out.",
      );
    }
    keys.set(column, key);
  }
  return table.columns.flatMap((column) => {
    const key = keys.get(column);
    return key === undefined ? [] : [{ key, column }];
  });
}

export const insertText: RowsText = (table, columns, rows) =>
  `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${rows}`;
