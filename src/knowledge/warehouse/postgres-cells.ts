import { typeNames } from "./postgres-types.ts";
import { integerCell } from "./duckdb-cells.ts";
import type { Cell, SqlValue } from "./warehouse.ts";

export type CellReader = (text: string) => Cell;

/** Turns the text that PostgreSQL sends for a type into a cell. */
export function cellReader(typeId: number): CellReader {
  switch (typeNames[typeId]) {
    case "bool":
      return (text) => text === "t";
    case "int2":
    case "int4":
    case "int8":
    case "oid":
      return (text) => integerCell(BigInt(text));
    case "numeric":
      return (text) => (/^-?\d+$/.test(text) ? integerCell(BigInt(text)) : finite(Number(text)));
    case "float4":
    case "float8":
      return (text) => finite(Number(text));
    case "date":
    case "timestamp":
    case "timestamptz":
      return isoOf;
    default:
      return (text) => text;
  }
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** `2024-01-31 10:00:00.5+00` or `2024-01-31`; the session's zone is UTC. */
function isoOf(text: string): string {
  const parts = /^(\d{4,}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(\.\d+)?(?:\+00)?)?$/.exec(text);
  if (parts === null) return text;
  const [, date = "", time = "00:00:00", fraction = ""] = parts;
  return `${date}T${time}${fraction.replace(/\.?0+$/, "")}`;
}

/** A value as the text that PostgreSQL reads. */
export function boundText(value: SqlValue): string | null {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString().slice(0, -1);
  return String(value);
}
