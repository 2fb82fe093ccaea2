import { unreachable } from "../../../base/errors.ts";
import type { ColumnType } from "../data-schema.ts";
import type { ColumnDeclaration } from "../model/data-model.ts";
import { textLiteral } from "./sql-text.ts";
import type { StagedColumn } from "./staged-rows.ts";

export interface ColumnExpression {
  readonly type: ColumnType;
  readonly sql: string;
  /** Whether a value that is there may become empty. */
  readonly fallible: boolean;
}

/** DuckDB's types for those of PQL. */
export const storedTypes: Readonly<Record<ColumnType, string>> = {
  STRING: "VARCHAR",
  INT: "BIGINT",
  FLOAT: "DOUBLE",
  DATE: "TIMESTAMP",
  BOOLEAN: "BOOLEAN",
};

/**
 * How a column of a source becomes a column of the data model: as declared, else of the type that holds its values.
 * DECIMAL without a fraction becomes INT, else FLOAT; integers beyond 64 bits are empty unless declared FLOAT or
 * STRING; times with a zone become UTC; TIME, UUID and nested values become texts.
 */
export function columnExpression(
  column: StagedColumn,
  declared: ColumnDeclaration | undefined,
): ColumnExpression {
  const family = familyOf(column.type);
  const natural = column.holds ?? naturalType(column.type);
  const wanted = declared?.type ?? (declared?.format === undefined ? natural : "DATE");
  const source = column.sql;
  const format = declared?.format;
  const exact = (sql = source): ColumnExpression => ({ type: wanted, sql, fallible: false });
  const trying = (sql: string): ColumnExpression => ({ type: wanted, sql, fallible: true });
  switch (wanted) {
    case "STRING":
      return exact(asText(source, family, column.type));
    case "INT":
      if (family === "text") return trying(intOfText(numberText(source, declared?.decimal)));
      if (family === "float" || (family === "decimal" && scaleOf(column.type) > 0)) {
        return trying(
          `CASE WHEN ${source} = trunc(${source}) THEN TRY_CAST(${source} AS BIGINT) END`,
        );
      }
      if (family === "small-int") return exact(`CAST(${source} AS BIGINT)`);
      if (column.type === "BIGINT") return exact();
      return trying(`TRY_CAST(${source} AS BIGINT)`);
    case "FLOAT":
      if (column.type === "DOUBLE") return exact();
      if (family === "text")
        return trying(`TRY_CAST(${numberText(source, declared?.decimal)} AS DOUBLE)`);
      if (family === "other" || family === "date") return trying("NULL::DOUBLE");
      return exact(`CAST(${source} AS DOUBLE)`);
    case "DATE":
      if (family === "date") {
        return column.type === "TIMESTAMP" ? exact() : exact(`CAST(${source} AS TIMESTAMP)`);
      }
      return trying(dateOf(source, family, format));
    case "BOOLEAN":
      return family === "boolean" ? exact() : trying(`TRY_CAST(${source} AS BOOLEAN)`);
    default:
      return unreachable(wanted);
  }
}

/** The type of PQL that holds the values of a type of DuckDB. */
export function naturalType(type: string): ColumnType {
  const family = familyOf(type);
  switch (family) {
    case "boolean":
      return "BOOLEAN";
    case "small-int":
    case "large-int":
      return "INT";
    case "decimal":
      return scaleOf(type) === 0 ? "INT" : "FLOAT";
    case "float":
      return "FLOAT";
    case "date":
      return "DATE";
    case "text":
    case "other":
      return "STRING";
    default:
      return unreachable(family);
  }
}

type Family =
  | "text"
  | "small-int"
  | "large-int"
  | "decimal"
  | "float"
  | "date"
  | "boolean"
  | "other";

function familyOf(type: string): Family {
  if (type === "VARCHAR") return "text";
  if (type === "BOOLEAN") return "boolean";
  if (/^(U?TINYINT|U?SMALLINT|U?INTEGER|BIGINT)$/.test(type)) return "small-int";
  if (/^(UBIGINT|U?HUGEINT)$/.test(type)) return "large-int";
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return "decimal";
  if (type === "FLOAT" || type === "DOUBLE") return "float";
  if (type === "DATE" || /^TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)?$/.test(type)) return "date";
  return "other";
}

function scaleOf(type: string): number {
  return Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
}

function asText(source: string, family: Family, type: string): string {
  if (family === "text") return source;
  if (family !== "other") return `CAST(${source} AS VARCHAR)`;
  if (type === "BLOB") return `hex(${source})`;
  return /[[(]/.test(type) && !type.startsWith("ENUM")
    ? `CAST(to_json(${source}) AS VARCHAR)`
    : `CAST(${source} AS VARCHAR)`;
}

function numberText(source: string, decimal: "." | "," | undefined): string {
  return decimal === "," ? `replace(replace(${source}, '.', ''), ',', '.')` : source;
}

/** DuckDB would round `1.7`, which is no INT. */
function intOfText(text: string): string {
  return `CASE WHEN regexp_full_match(trim(${text}), '[+-]?[0-9]+([.]0*)?') THEN TRY_CAST(${text} AS BIGINT) END`;
}

function dateOf(source: string, family: Family, format: string | undefined): string {
  const perSecond = format === undefined ? undefined : epochUnits[format];
  if (perSecond !== undefined) {
    return `TRY(make_timestamp(CAST(round(TRY_CAST(${source} AS DOUBLE) * ${1_000_000 / perSecond}) AS BIGINT)))`;
  }
  if (family !== "text") return "NULL::TIMESTAMP";
  // With a zone the text means that point in time, without one UTC; a plain cast to TIMESTAMP would drop the zone.
  return format === undefined || format === "iso"
    ? `CAST(TRY_CAST(${source} AS TIMESTAMPTZ) AS TIMESTAMP)`
    : `CAST(try_strptime(trim(${source}), ${textLiteral(format)}) AS TIMESTAMP)`;
}

/** Units in a second. */
export const epochUnits: Readonly<Record<string, number>> = {
  "epoch-seconds": 1,
  "epoch-milliseconds": 1_000,
  "epoch-microseconds": 1_000_000,
};
