import { DateTime } from "../../../../expr/date/date-time.ts";
import { LocalDate } from "../../../../expr/date/local-date.ts";
import { LocalDateTime } from "../../../../expr/date/local-date-time.ts";
import { LocalTime } from "../../../../expr/date/local-time.ts";
import type { Value } from "../../../../expr/value.ts";
import { commonType } from "../common-type.ts";
import type { DescribeStatement, SelectText, SqlDialect, UpsertText } from "../sql-dialect.ts";

export const sqlServerDialect: SqlDialect = {
  label: "SQL Server",
  syntax: {
    backslashEscapes: false,
    dollarQuotes: false,
    hashComments: false,
    bracketNames: true,
    questionMarks: false,
  },
  quote,
  placeholder: (index) => `@p${index + 1}`,
  // The server takes 2,100, and needs two for itself.
  bindsMax: 2_098,
  rowsMax: 1_000,
  transaction: {
    begin: "BEGIN TRANSACTION",
    beginReadOnly: undefined,
    commit: "COMMIT TRANSACTION",
    rollback: "ROLLBACK TRANSACTION",
    savepoint: "SAVE TRANSACTION slipway",
    rollbackToSavepoint: "ROLLBACK TRANSACTION slipway",
  },
  limited,
  describe,
  columnType,
  upsert,
  typeOf: ({ type }) => commonType(type, names),
  call: (procedure, placeholders) => `EXEC ${procedure} ${placeholders.join(", ")}`.trimEnd(),
};

function quote(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

/** Rows are cut off behind an order; without one, any order will do. */
function limited(
  { isOrdered, text }: SelectText,
  limit: number | undefined,
  offset: number,
): string {
  if (limit === undefined && offset === 0) return text;
  if (limit === 0) return text.replace(/^SELECT/, "SELECT TOP (0)");
  const order = isOrdered ? "" : " ORDER BY (SELECT NULL)";
  const rows = limit === undefined ? "" : ` FETCH NEXT ${limit} ROWS ONLY`;
  return `${text}${order} OFFSET ${offset} ROWS${rows}`;
}

function describe(parts: readonly string[]): DescribeStatement {
  return {
    text: `SELECT c.name,
  CASE WHEN t.name IN ('varchar', 'char', 'varbinary', 'binary') AND c.max_length > 0 THEN CONCAT(t.name, '(', c.max_length, ')')
    WHEN t.name IN ('nvarchar', 'nchar') AND c.max_length > 0 THEN CONCAT(t.name, '(', c.max_length / 2, ')')
    WHEN t.name IN ('decimal', 'numeric') THEN CONCAT(t.name, '(', c.precision, ',', c.scale, ')') ELSE t.name END,
  c.is_nullable,
  CASE WHEN EXISTS (SELECT 1 FROM sys.index_columns k JOIN sys.indexes i ON i.object_id = k.object_id AND i.index_id = k.index_id
    WHERE i.is_primary_key = 1 AND k.object_id = c.object_id AND k.column_id = c.column_id) THEN 1 ELSE 0 END,
  CASE WHEN c.is_computed = 1 OR c.is_identity = 1 THEN 1 ELSE 0 END
FROM sys.columns c JOIN sys.types t ON t.user_type_id = c.user_type_id
WHERE c.object_id = OBJECT_ID(@p1) ORDER BY c.column_id`,
    values: [parts.map(quote).join(".")],
  };
}

function columnType(value: Value): string {
  switch (typeof value) {
    case "number":
      return Number.isSafeInteger(value) ? "bigint" : "float";
    case "bigint":
      return "numeric(38)";
    case "boolean":
      return "bit";
    case "string":
      return "nvarchar(max)";
    default:
  }
  if (value instanceof Uint8Array) return "varbinary(max)";
  if (value instanceof DateTime) return "datetimeoffset";
  if (value instanceof LocalDateTime) return "datetime2";
  if (value instanceof LocalDate) return "date";
  if (value instanceof LocalTime) return "time";
  return "nvarchar(max)";
}

function upsert({ columns, keys, rows, table }: UpsertText): string {
  const others = columns.filter((column) => !keys.includes(column));
  const list = columns.join(", ");
  const on = keys.map((key) => `t.${key} = s.${key}`).join(" AND ");
  const set = others.map((column) => `t.${column} = s.${column}`).join(", ");
  const update = others.length === 0 ? "" : ` WHEN MATCHED THEN UPDATE SET ${set}`;
  const values = columns.map((column) => `s.${column}`).join(", ");
  return `MERGE INTO ${table} WITH (HOLDLOCK) AS t USING (VALUES ${rows}) AS s (${list}) ON ${on}${update} WHEN NOT MATCHED THEN INSERT (${list}) VALUES (${values});`;
}

const names = {
  text: "nvarchar(max)",
  bytes: "varbinary(max)",
  json: "nvarchar(max)",
  double: "float",
  instant: "datetimeoffset",
  dateTime: "datetime2",
  boolean: "bit",
} as const;
