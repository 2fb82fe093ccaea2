import type { ColumnType } from "../data/data-schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";

export const postgresDialect: SqlDialect = {
  name: "postgres",
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (index) => `$${index}`,
  cast: (sql, type) => `CAST(${sql} AS ${typeNames[type]})`,
  intOfText: (sql) =>
    `(CASE WHEN ${sql} ~ '^[+-]?[0-9]{1,19}$' AND CAST(${sql} AS NUMERIC) BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(${sql} AS BIGINT) END)`,
  floatOfText: (sql) =>
    `(CASE WHEN ${sql} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?$' THEN CAST(${sql} AS DOUBLE PRECISION) END)`,
  scansInOrder: false,
  rowName: "ctid",
  row: (alias) => `${alias}.ctid`,
  binary: (sql) => `(${sql} COLLATE "C")`,
  matches: (sql, pattern) => `(${sql} ~ ${pattern})`,
  modulo: (left, right) =>
    `CAST(mod(CAST(${left} AS NUMERIC), CAST(${right} AS NUMERIC)) AS DOUBLE PRECISION)`,
  epochMicros: (sql) => `CAST(extract(epoch FROM ${sql}) * 1000000 AS BIGINT)`,
  dateOfMicros: (sql) => `(TIMESTAMP '1970-01-01' + (${sql}) * INTERVAL '1 microsecond')`,
  addMonths: (sql, months) => `(${sql} + (${months}) * INTERVAL '1 month')`,
  formatDate: (sql, format) => `to_char(${sql}, ${quoted(toCharFormat(format))})`,
  parseDate: (sql, format) =>
    `(CASE WHEN ${sql} ~ ${quoted(patternOf(format))} THEN CAST(to_timestamp(${sql}, ${quoted(toCharFormat(format))}) AS TIMESTAMP) END)`,
  first: (sql, order, filter) => `(array_agg(${sql} ORDER BY ${order})${filter})[1]`,
  mode: (sql, filter) => `mode() WITHIN GROUP (ORDER BY ${sql})${filter}`,
  quantile: (sql, fraction, filter) =>
    `percentile_disc(${1 - fraction}) WITHIN GROUP (ORDER BY ${sql} DESC)${filter}`,
  anyValue: (sql) => `(array_agg(${sql}) FILTER (WHERE ${sql} IS NOT NULL))[1]`,
};

const typeNames: Readonly<Record<ColumnType, string>> = {
  STRING: "TEXT",
  INT: "BIGINT",
  FLOAT: "DOUBLE PRECISION",
  DATE: "TIMESTAMP",
  BOOLEAN: "BOOLEAN",
};

const words: Readonly<Record<string, string>> = {
  "%Y": "YYYY",
  "%m": "MM",
  "%d": "DD",
  "%H": "HH24",
  "%M": "MI",
  "%S": "SS",
};

function toCharFormat(format: string): string {
  return format.replaceAll(/%[YmdHMS]|T/g, (part) => words[part] ?? `"${part}"`);
}

function patternOf(format: string): string {
  const pattern = format.replaceAll(/%[YmdHMS]|[^]/g, (part) => {
    if (part === "%Y") return "[0-9]{4}";
    return part in words ? "[0-9]{2}" : part === "." ? "[.]" : part;
  });
  return `^${pattern}$`;
}

/** For texts of the compiler's own, never for values. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
