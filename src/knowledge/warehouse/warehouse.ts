import type { SqlDialect } from "./sql-dialect.ts";

/** Where the rows are: DuckDB, or the warehouse that a data model names. It reads; it never writes. */
export interface Warehouse {
  readonly dialect: SqlDialect;
  /** Rejects with the signal's reason when it is aborted; the statement then no longer runs. */
  query(statement: SqlStatement, signal: AbortSignal): Promise<SqlResult>;
}

/** SQL with its values apart from it; a value is never spliced into the text. */
export interface SqlStatement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A `Date` is a point in time without a zone, read as UTC. */
export type SqlValue = string | number | bigint | boolean | null | Date;

export interface SqlResult {
  readonly columns: readonly string[];
  /** Cells by position: dates as ISO 8601 without a zone, integers past 2^53 as text. */
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | boolean | null;
