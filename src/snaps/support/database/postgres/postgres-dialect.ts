import { DateTime } from "../../../../expr/date/date-time.ts";
import { LocalDate } from "../../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../../expr/date/local-time.ts";
import type { Value } from "../../../../expr/value.ts";
import type { SqlDialect, UpsertText } from "../sql-dialect.ts";
import { limitOffset } from "../limit-offset.ts";
import { commonType } from "../common-type.ts";

export const postgresDialect: SqlDialect = {
  label: "PostgreSQL",
  syntax: {
    backslashEscapes: false,
    dollarQuotes: true,
    hashComments: false,
    bracketNames: false,
    questionMarks: false,
  },
  quote,
  placeholder: (index) => `$${index + 1}`,
  folded: (name) => name.toLowerCase(),
  bindsMax: 65_535,
  rowsMax: 10_000,
  transaction: {
    begin: "BEGIN",
    beginReadOnly: "BEGIN READ ONLY",
    commit: "COMMIT",
    rollback: "ROLLBACK",
    savepoint: "SAVEPOINT slipway",
    rollbackToSavepoint: "ROLLBACK TO SAVEPOINT slipway",
  },
  limited: limitOffset("LIMIT ALL"),
  describe: (parts) => ({ text: describeText, values: [parts.map(quote).join(".")] }),
  columnType,
  upsert,
  typeOf: ({ type }) => commonType(type, names),
  call: (procedure, placeholders) => `CALL ${procedure}(${placeholders.join(", ")})`,
};

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const describeText = `SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
  EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey)),
  a.attgenerated <> '' OR a.attidentity = 'a'
FROM pg_attribute a
WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum`;

function columnType(value: Value): string {
  switch (typeof value) {
    case "number":
      return Number.isSafeInteger(value) ? "bigint" : "double precision";
    case "bigint":
      return "numeric";
    case "boolean":
      return "boolean";
    case "string":
      return "text";
    default:
  }
  if (value instanceof Uint8Array) return "bytea";
  if (value instanceof DateTime) return "timestamp with time zone";
  if (value instanceof LocalDateTime) return "timestamp without time zone";
  if (value instanceof LocalDate) return "date";
  if (value instanceof LocalTime) return "time without time zone";
  return value === null ? "text" : "jsonb";
}

function upsert({ columns, keys, rows, table }: UpsertText): string {
  const others = columns.filter((column) => !keys.includes(column));
  const action =
    others.length === 0
      ? "DO NOTHING"
      : `DO UPDATE SET ${others.map((column) => `${column} = EXCLUDED.${column}`).join(", ")}`;
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${rows} ON CONFLICT (${keys.join(", ")}) ${action}`;
}

const names = {
  text: "text",
  bytes: "bytea",
  json: "jsonb",
  double: "double precision",
  instant: "timestamp with time zone",
  dateTime: "timestamp without time zone",
  boolean: "boolean",
} as const;
