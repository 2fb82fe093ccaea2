import type { ColumnType } from "../data-schema.ts";
import type { DataFinding } from "../data-finding.ts";

/** Rows of a source, ready for SQL. */
export interface StagedRows {
  /** What stands behind FROM. */
  readonly relation: string;
  /** Whether it is a table, which can be read several times and knows the order of its rows as `rowid`. */
  readonly isTable: boolean;
  readonly columns: readonly StagedColumn[];
  readonly findings: readonly DataFinding[];
  /** Says of which file an error of reading the relation is. */
  readonly explain?: (error: Error) => Error;
  /** To be called once the relation has been read: what turned out on the way. */
  readonly verify?: () => Promise<VerifiedRows>;
}

export type VerifiedRows =
  | { readonly ok: true; readonly findings: readonly DataFinding[] }
  /** What was read is not right and has to be read again, so. */
  | { readonly ok: false; readonly instead: StagedRows };

export interface StagedColumn {
  readonly name: string;
  /** Type in words of DuckDB. */
  readonly type: string;
  /** The column in SQL. */
  readonly sql: string;
  /** The type that holds what is in a column of texts, where that is known. */
  readonly holds?: ColumnType;
}
