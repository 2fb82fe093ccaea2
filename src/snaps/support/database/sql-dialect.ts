import type { Value } from "../../../expr/value.ts";
import type { TableColumn } from "./database-driver.ts";
import type { SqlSyntax } from "./sql-syntax.ts";

/** What SQL looks like for one kind of database. */
export interface SqlDialect {
  /** `PostgreSQL`, for messages. */
  readonly label: string;
  readonly syntax: SqlSyntax;
  /** A name in quotes; the quotes in it are doubled, so that a name stays a name. */
  readonly quote: (name: string) => string;
  /** The placeholder of the value at that index, counted from 0. */
  readonly placeholder: (index: number) => string;
  /** How the server reads a name that is written without quotes; undefined when it does not matter. */
  readonly folded?: (name: string) => string;
  /** Values of one statement. */
  readonly bindsMax: number;
  /** Rows of one `INSERT`. */
  readonly rowsMax: number;
  readonly transaction: TransactionWords;
  /** Appends what keeps the result to these rows. */
  readonly limited: (select: SelectText, limit: number | undefined, offset: number) => string;
  /** Asks for the columns of a table; rows are `name, type, nullable, isKey, isGenerated`. */
  readonly describe: (parts: readonly string[]) => DescribeStatement;
  /** The type of a new column for such values; text for what has none. */
  readonly columnType: (value: Value) => string;
  /** The statement that inserts rows or updates those whose key is there. */
  readonly upsert: (upsert: UpsertText) => string;
  /** How columns of another database are called here: `varchar(20)`. */
  readonly typeOf: (column: TableColumn) => string;
  /** Calls a procedure with that many arguments. */
  readonly call: (procedure: string, placeholders: readonly string[]) => string;
}

export interface TransactionWords {
  readonly begin: string;
  /** Nothing can be written in it; undefined where the server has no such transaction. */
  readonly beginReadOnly: string | undefined;
  readonly commit: string;
  readonly rollback: string;
  readonly savepoint: string;
  readonly rollbackToSavepoint: string;
}

export interface SelectText {
  readonly text: string;
  readonly isOrdered: boolean;
}

export interface DescribeStatement {
  readonly text: string;
  readonly values: readonly string[];
}

/** Parts of an upsert; names are quoted, `rows` are `(?, ?), (?, ?)`. */
export interface UpsertText {
  readonly table: string;
  readonly columns: readonly string[];
  readonly keys: readonly string[];
  readonly rows: string;
}
