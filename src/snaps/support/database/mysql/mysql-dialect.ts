import { DateTime } from "../../../../expr/date/date-time.ts";
import { LocalDate } from "../../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../../expr/date/local-time.ts";
import type { Value } from "../../../../expr/value.ts";
import { commonType } from "../common-type.ts";
import { limitOffset } from "../limit-offset.ts";
import type { DescribeStatement, SqlDialect, UpsertText } from "../sql-dialect.ts";

export const mysqlDialect: SqlDialect = {
  label: "MySQL",
  syntax: {
    backslashEscapes: true,
    dollarQuotes: false,
    hashComments: true,
    bracketNames: false,
    questionMarks: true,
  },
  quote: (name) => `\`${name.replaceAll("`", "``")}\``,
  placeholder: () => "?",
  bindsMax: 65_535,
  rowsMax: 1_000,
  transaction: {
    begin: "START TRANSACTION",
    beginReadOnly: "START TRANSACTION READ ONLY",
    commit: "COMMIT",
    rollback: "ROLLBACK",
    savepoint: "SAVEPOINT slipway",
    rollbackToSavepoint: "ROLLBACK TO SAVEPOINT slipway",
  },
  limited: limitOffset("LIMIT 18446744073709551615"),
  describe,
  columnType,
  upsert,
  typeOf: ({ type }) => commonType(type, names),
  call: (procedure, placeholders) => `CALL ${procedure}(${placeholders.join(", ")})`,
};

function describe(parts: readonly string[]): DescribeStatement {
  const [table = "", schema] = parts.toReversed();
  const where = schema === undefined ? "DATABASE()" : "?";
  return {
    text: `SELECT column_name, column_type, is_nullable = 'YES', column_key = 'PRI',
  extra LIKE '%GENERATED%' AND extra NOT LIKE '%DEFAULT_GENERATED%'
FROM information_schema.columns WHERE table_schema = ${where} AND table_name = ? ORDER BY ordinal_position`,
    values: schema === undefined ? [table] : [schema, table],
  };
}

function columnType(value: Value): string {
  switch (typeof value) {
    case "number":
      return Number.isSafeInteger(value) ? "bigint" : "double";
    case "bigint":
      return "decimal(65)";
    case "boolean":
      return "boolean";
    case "string":
      return "longtext";
    default:
  }
  if (value instanceof Uint8Array) return "longblob";
  if (value instanceof DateTime) return "timestamp(3) null";
  if (value instanceof LocalDateTime) return "datetime(3)";
  if (value instanceof LocalDate) return "date";
  if (value instanceof LocalTime) return "time(3)";
  return value === null ? "longtext" : "json";
}

/** The keys are those of the table: MySQL asks for none. */
function upsert({ columns, keys, rows, table }: UpsertText): string {
  const others = columns.filter((column) => !keys.includes(column));
  const updated = others.length === 0 ? keys : others;
  const action = updated.map((column) => `${column} = VALUES(${column})`).join(", ");
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${rows} ON DUPLICATE KEY UPDATE ${action}`;
}

const names = {
  text: "longtext",
  bytes: "longblob",
  json: "json",
  double: "double",
  instant: "timestamp(3) null",
  dateTime: "datetime(3)",
  boolean: "boolean",
} as const;
