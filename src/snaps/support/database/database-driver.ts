import type { Egress } from "../../../engine/egress/egress.ts";
import type { Value } from "../../../expr/value.ts";
import type { DatabaseTarget } from "./database-target.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** A kind of database: its SQL, and how to connect to one. */
export interface DatabaseDriver {
  readonly dialect: SqlDialect;
  /** Connects through the egress guard. Throws `DatabaseError`. */
  connect(target: DatabaseTarget, context: ConnectContext): Promise<DatabaseConnection>;
}

export interface ConnectContext {
  readonly egress: Egress;
  /** Ends the connection when it is aborted, whatever it waits for. */
  readonly signal: AbortSignal;
  /** Milliseconds till the connection stands and the user is logged in. */
  readonly connectTimeoutMs: number;
}

/** One connection: one statement at a time. What it throws is a `DatabaseError`. */
export interface DatabaseConnection {
  /** Runs a statement and hands out its rows as they come. Whoever stops early destroys the connection. */
  query(statement: SqlStatement, fetchSize: number): AsyncIterable<AnswerPart>;
  /** Loads rows by the server's own way of loading; absent where it has none. */
  readonly load?: (rows: RowsToLoad) => Promise<number>;
  /** Ends without a goodbye, so that whatever waits for the server fails. */
  destroy(): void;
  close(): Promise<void>;
}

export interface SqlStatement {
  /** With placeholders as the dialect writes them. */
  readonly text: string;
  readonly values: readonly Value[];
  /** Types of the columns that the values are for, as `TableColumn.type`, where they are known. */
  readonly types?: readonly (string | undefined)[];
}

/** What a statement answers, in its order: per result set the columns, then rows; at the end of each part a count. */
export type AnswerPart =
  | { readonly kind: "columns"; readonly columns: readonly ResultColumn[] }
  | { readonly kind: "rows"; readonly rows: readonly (readonly Value[])[] }
  /** Rows that the statement changed; undefined when it read. */
  | { readonly kind: "done"; readonly updateCount: number | undefined };

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

export interface RowsToLoad {
  /** Quoted. */
  readonly table: string;
  /** Quoted. */
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** A column of a table, as the server describes it. */
export interface TableColumn {
  readonly name: string;
  /** As it would stand in `CREATE TABLE`: `character varying(20)`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly isKey: boolean;
  /** The server computes it, so nothing can be written to it. */
  readonly isGenerated: boolean;
}
