import type { FieldPacket } from "mysql2";
import { parseJson, printJson } from "../../../../base/json.ts";
import { toJsonValue } from "../../../../engine/json-value.ts";
import type { Value } from "../../../../expr/value.ts";
import {
  dateText,
  dateValue,
  instantValue,
  localDateTimeValue,
  timeValue,
} from "../date-values.ts";
import { integerValue, numericValue } from "../numeric-value.ts";

/** Makes a value of what the client hands out for a cell: text, a number or bytes. */
export type ReadCell = (cell: unknown) => Value;

const binaryCharset = 63;

export function readerOf(field: FieldPacket): ReadCell {
  switch (typeName(field)) {
    case "boolean":
      return (cell) => (cell instanceof Uint8Array ? cell[0] === 1 : String(cell) === "1");
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
    case "year":
      return (cell) => integerValue(String(cell));
    case "float":
    case "double":
      return (cell) => Number(cell);
    case "decimal":
      return (cell) => numericValue(String(cell));
    case "date":
      return (cell) => dateValue(String(cell));
    case "datetime":
      return (cell) => localDateTimeValue(String(cell));
    case "timestamp":
      return (cell) => instantValue(String(cell));
    case "time":
      return (cell) => timeValue(String(cell));
    case "json":
      return (cell) => parseJson(String(cell));
    default:
      return (cell) => (cell instanceof Uint8Array ? new Uint8Array(cell) : String(cell));
  }
}

/** The name of the type of a column of a result. */
export function typeName(field: FieldPacket): string {
  const type = Number(Reflect.get(field, "columnType") ?? field.type);
  if (Reflect.get(field, "extendedFormat") === "json") return "json";
  const name = names[type] ?? "text";
  const length = Number(Reflect.get(field, "columnLength") ?? field.length);
  if ((name === "tinyint" || name === "bit") && length === 1) return "boolean";
  const charset = Number(Reflect.get(field, "characterSet"));
  return name === "text" && charset === binaryCharset ? "blob" : name;
}

const names: Readonly<Record<number, string>> = {
  0: "decimal",
  1: "tinyint",
  2: "smallint",
  3: "integer",
  4: "float",
  5: "double",
  7: "timestamp",
  8: "bigint",
  9: "integer",
  10: "date",
  11: "time",
  12: "datetime",
  13: "year",
  16: "bit",
  245: "json",
  246: "decimal",
};

/** A value as it is bound. */
export function boundValue(
  value: Value,
  type: string | undefined,
): string | number | Buffer | null {
  switch (typeof value) {
    case "number":
      // As text a whole number keeps its type; `LIMIT` and arithmetic take the number.
      return type === undefined ? value : String(value);
    case "string":
      return value;
    case "bigint":
      return String(value);
    case "boolean":
      return value ? 1 : 0;
    default:
  }
  if (value === null) return null;
  if (value instanceof Uint8Array) return Buffer.from(value);
  return dateText(value, "") ?? printJson(toJsonValue(value));
}
