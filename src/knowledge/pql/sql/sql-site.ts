import type { ColumnType } from "../../data/data-schema.ts";
import type { SqlDialect } from "../../warehouse/sql-dialect.ts";
import type { Expression, PqlValue } from "../expression.ts";

/** Where SQL is written: one statement, its values and its names. */
export interface SqlSite {
  readonly dialect: SqlDialect;
  /** A placeholder for the value, cast to the type. */
  readonly bind: (value: PqlValue, type: ColumnType) => string;
  /** A name that nothing else in the statement has, such as `r7`. */
  alias(): string;
  /**
   * `SELECT` of expressions over all rows of a table, whatever the filters say, each under its name; and of `$row`,
   * which orders the rows as they were loaded. Only rows for which `where` holds, when given. No brackets around it.
   */
  rows(
    table: string,
    columns: readonly { readonly name: string; readonly expression: Expression }[],
    where?: Expression,
  ): string;
}

/** The row of a table that a window function looks at. */
export interface RowScope {
  /** Any row-level expression of the table or its parents. */
  expression(expression: Expression): string;
  /** Differs for every row and orders them as they were loaded. */
  readonly row: string;
}
