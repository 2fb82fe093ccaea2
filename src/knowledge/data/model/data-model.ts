import type { ColumnType, EventLog, ForeignKey } from "../data-schema.ts";

/** Tables, where their rows come from and how they hang together, as an author declares it in YAML. */
export interface DataModel {
  readonly id: string;
  readonly displayName: string;
  readonly tables: readonly DataTable[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly eventLogs: readonly EventLog[];
  /** The tables stay where they are and are asked there; they have no sources then. */
  readonly warehouse?: WarehouseDeclaration;
  /** Loaded anew so often; only on request when absent. */
  readonly refreshMinutes?: number;
}

export interface WarehouseDeclaration {
  /** Name of a connection to PostgreSQL; what is behind it never stands in a package. */
  readonly postgres: string;
  readonly schema: string;
}

export interface DataTable {
  readonly name: string;
  /** Absent when the data model names a warehouse. */
  readonly source?: TableSource;
  /** What is to be said about some columns; the others are loaded as they are. */
  readonly columns: readonly ColumnDeclaration[];
  /** Loads the declared columns and no others. */
  readonly onlyDeclared: boolean;
  readonly primaryKey: readonly string[];
  /** Rows in which one of these columns is empty are left out and counted. */
  readonly required: readonly string[];
  /** Only rows whose value is one of these are loaded; the others are counted. */
  readonly keep: readonly KeptRows[];
}

/** Names are those of the source; everywhere else in the model it is the name after `rename`. */
export interface ColumnDeclaration {
  readonly name: string;
  readonly rename?: string;
  readonly type?: ColumnType;
  /** How texts or numbers tell a DATE: a pattern such as `%d.%m.%Y %H:%M:%S`, `epoch-seconds` or `epoch-milliseconds`. */
  readonly format?: string;
  /** For INT and FLOAT from text: `,` reads `1.234,5`. */
  readonly decimal?: "." | ",";
}

export interface KeptRows {
  readonly column: string;
  readonly values: readonly string[];
}

/** Where the rows of a table come from. A `file` is a path in the package. */
export type TableSource =
  | CsvSource
  | FileSource<"parquet">
  | FileSource<"json">
  | FileSource<"jsonl">
  | ExcelSource
  | OcelSource
  | FileSource<"xes">
  | DuckDbSource
  | PostgresSource
  | RowsSource
  | CasesSource;

export interface FileSource<Kind extends string> {
  readonly kind: Kind;
  readonly file: string;
}

/** What is not said is found out from the file. */
export interface CsvSource extends FileSource<"csv"> {
  readonly delimiter?: string;
  readonly quote?: string;
  /** Label of the WHATWG encoding standard, such as `windows-1252`; UTF-8 when absent. */
  readonly encoding?: string;
  readonly header?: boolean;
  /** Texts that stand for an empty cell, besides the empty text. */
  readonly nullTexts?: readonly string[];
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  /** Lines to pass over before the header. */
  readonly skipLines?: number;
}

export interface ExcelSource extends FileSource<"excel"> {
  /** The first when absent. */
  readonly sheet?: string;
  /** Row with the names of the columns, from 1. */
  readonly headerRow: number;
}

/** One table of an object-centric event log, OCEL 2.0 as JSON or SQLite. */
export interface OcelSource extends FileSource<"ocel2-json" | "ocel2-sqlite"> {
  readonly content: OcelContent;
  /** For `events` and `objects`: those of one type, with its attributes. For `activities` and `cases`: the lead object type. */
  readonly type?: string;
}

/**
 * `activities` has a row for each event of each object of the lead type, which is its case; `cases` has those objects.
 */
export type OcelContent =
  | "events"
  | "objects"
  | "event-objects"
  | "object-objects"
  | "object-changes"
  | "activities"
  | "cases";

export interface DuckDbSource extends FileSource<"duckdb"> {
  readonly table: string;
}

/** A table or a query, read as a stream. */
export interface PostgresSource {
  readonly kind: "postgres";
  readonly connection: string;
  readonly schema?: string;
  readonly table?: string;
  readonly query?: string;
}

/** Rows that the product makes itself. */
export interface RowsSource {
  readonly kind: "rows";
  readonly generator: string;
}

/**
 * A row for each case of an activity table, with columns that have one value in a case. The columns move: the activity
 * table no longer has them.
 */
export interface CasesSource {
  readonly kind: "cases";
  readonly of: string;
  readonly caseColumn: string;
  readonly columns: readonly string[];
}
