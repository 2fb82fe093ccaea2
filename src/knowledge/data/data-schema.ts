/** The types of PQL; every column has one. `DATE` is a point in time without a zone, in microseconds. */
export type ColumnType = "STRING" | "INT" | "FLOAT" | "DATE" | "BOOLEAN";

/** The tables of a data model and how they hang together, as PQL sees them. Names are case-sensitive. */
export interface DataSchema {
  readonly tables: ReadonlyMap<string, TableSchema>;
  readonly foreignKeys: readonly ForeignKey[];
  readonly eventLogs: readonly EventLog[];
}

export interface TableSchema {
  readonly name: string;
  readonly columns: ReadonlyMap<string, ColumnType>;
  /** Columns whose values together occur once; empty when nothing is known to. */
  readonly primaryKey: readonly string[];
}

/** One row of the parent belongs to any number of rows of the child (1:N). Columns correspond by position. */
export interface ForeignKey {
  readonly parent: KeyColumns;
  readonly child: KeyColumns;
}

export interface KeyColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Which columns of which table tell what happened, when, and in which case. */
export interface EventLog {
  readonly id: string;
  readonly activityTable: string;
  /** Parent of the activity table by its case column; absent when cases have no attributes of their own. */
  readonly caseTable?: string;
  readonly caseColumn: string;
  readonly activityColumn: string;
  readonly timestampColumn: string;
  /** When the activity ended, where the log tells. */
  readonly endTimestampColumn?: string;
  /** Orders events of equal timestamps; the order of loading decides after it. */
  readonly sortingColumn?: string;
}
