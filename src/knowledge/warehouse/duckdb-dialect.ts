import type { ColumnType } from "../data/data-schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";

export const duckDbDialect: SqlDialect = {
  name: "duckdb",
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (index) => `$${index}`,
  cast: (sql, type) => `CAST(${sql} AS ${typeNames[type]})`,
  intOfText: (sql) =>
    `CASE WHEN regexp_full_match(${sql}, '[+-]?[0-9]{1,19}') THEN TRY_CAST(${sql} AS BIGINT) END`,
  floatOfText: (sql) =>
    `CASE WHEN regexp_full_match(${sql}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(${sql} AS DOUBLE) END`,
  scansInOrder: true,
  rowName: "rowid",
  row: (alias) => `${alias}.rowid`,
  binary: (sql) => sql,
  matches: (sql, pattern) => `regexp_matches(${sql}, ${pattern})`,
  modulo: (left, right) => `(${left} % ${right})`,
  epochMicros: (sql) => `epoch_us(${sql})`,
  dateOfMicros: (sql) => `make_timestamp(${sql})`,
  addMonths: (sql, months) => `(${sql} + to_months(CAST(${months} AS INTEGER)))`,
  formatDate: (sql, format) => `strftime(${sql}, ${quoted(format)})`,
  parseDate: (sql, format) => `TRY_STRPTIME(${sql}, ${quoted(format)})`,
  first: (sql, order, filter) => `first(${sql} ORDER BY ${order})${filter}`,
  mode: (sql, filter) => `mode(${sql} ORDER BY ${sql})${filter}`,
  quantile: (sql, fraction, filter) =>
    `quantile_disc(${sql}, ${1 - fraction} ORDER BY ${sql} DESC)${filter}`,
  anyValue: (sql) => `any_value(${sql})`,
};

const typeNames: Readonly<Record<ColumnType, string>> = {
  STRING: "VARCHAR",
  INT: "BIGINT",
  FLOAT: "DOUBLE",
  DATE: "TIMESTAMP",
  BOOLEAN: "BOOLEAN",
};

/** For texts of the compiler's own, never for values. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
