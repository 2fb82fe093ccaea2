import type { DataTable } from "../model/data-model.ts";
import { columnExpression } from "./column-expression.ts";
import { textLiteral } from "./sql-text.ts";
import type { StagedColumn } from "./staged-rows.ts";

/** What rows have to fulfil to be loaded. */
export interface RowCondition {
  readonly column: string;
  readonly sql: string;
  readonly says: string;
}

export function conditionsOf(
  table: DataTable,
  columns: readonly StagedColumn[],
): readonly RowCondition[] {
  const valueOf = (name: string): string => {
    const declared = table.columns.find((column) => (column.rename ?? column.name) === name);
    const source = columns.find((column) => column.name === (declared?.name ?? name));
    return source === undefined ? "NULL" : columnExpression(source, declared).sql;
  };
  return [
    ...table.required.map((column) => ({
      column,
      sql: `${valueOf(column)} IS NOT NULL`,
      says: `Expected a value in "${column}"; found none.`,
    })),
    ...table.keep.map(({ column, values }) => ({
      column,
      sql: `CAST(${valueOf(column)} AS VARCHAR) IN (${values.map(textLiteral).join(", ")})`,
      says: `Kept are rows whose "${column}" is ${values.map((value) => `"${value}"`).join(" or ")}; found others.`,
    })),
  ];
}
