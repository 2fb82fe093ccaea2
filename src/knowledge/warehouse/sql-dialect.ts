import type { ColumnType } from "../data/data-schema.ts";

/**
 * How one database writes what databases write differently. Arguments are SQL; so are results. Whatever is not here is
 * written the same everywhere. Texts compare by their bytes, dates have no zone and no null is an error.
 */
export interface SqlDialect {
  readonly name: "duckdb" | "postgres";
  /** A name as the database reads it, quoted: `a"b` becomes `"a""b"`. */
  identifier(name: string): string;
  /** The placeholder of the value at `index`, counted from 1. */
  placeholder(index: number): string;
  cast(sql: string, type: ColumnType): string;
  /** NULL when the text is no whole number of 64 bits. */
  intOfText(sql: string): string;
  /** NULL when the text is no number. */
  floatOfText(sql: string): string;
  /** The name of the hidden column behind `row`. */
  readonly rowName: string;
  /** Whether a table that is only scanned comes in the order of `row`. */
  readonly scansInOrder: boolean;
  /** Differs for every row of a table and orders rows as they were loaded. */
  row(alias: string): string;
  /** A text that is compared or ordered by its bytes. */
  binary(sql: string): string;
  matches(sql: string, pattern: string): string;
  modulo(left: string, right: string): string;
  epochMicros(sql: string): string;
  dateOfMicros(sql: string): string;
  addMonths(sql: string, months: string): string;
  /** A date as text, by directives of `strftime`: %Y %m %d %H %M %S and plain signs. */
  formatDate(sql: string, format: string): string;
  /** NULL when the text is not so written. */
  parseDate(sql: string, format: string): string;
  /** `order` is the inside of an `ORDER BY`; `filter` the whole clause or nothing. Null when there are no rows. */
  first(sql: string, order: string, filter: string): string;
  /** The most frequent value, the smallest of several. */
  mode(sql: string, filter: string): string;
  /** The value at position floor(fraction * count) in order, the last for 1. */
  quantile(sql: string, fraction: number, filter: string): string;
  /** One of the values that are not null. */
  anyValue(sql: string): string;
}
