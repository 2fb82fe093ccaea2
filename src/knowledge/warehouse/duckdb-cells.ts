import {
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { isoTimestamp } from "./iso-timestamp.ts";
import type { Cell } from "./warehouse.ts";

/** Adds the rows of a chunk. */
export function appendRows(chunk: DuckDBDataChunk, rows: Cell[][]): void {
  const first = rows.length;
  for (let row = 0; row < chunk.rowCount; row++) rows.push([]);
  for (let column = 0; column < chunk.columnCount; column++) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < vector.itemCount; row++) {
      rows[first + row]?.push(cellOf(vector.getItem(row)));
    }
  }
}

/**
 * A value of DuckDB as a cell. Numbers that are not finite become null, since no JSON holds them; lists and structures
 * become JSON text.
 */
export function cellOf(value: DuckDBValue): Cell {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return integerCell(value);
    case "undefined":
      return null;
    default:
      return value === null ? null : objectCell(value);
  }
}

export function integerCell(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function objectCell(value: DuckDBValue & object): Cell {
  if (value instanceof DuckDBTimestampValue) return isoTimestamp(value.micros);
  if (value instanceof DuckDBTimestampTZValue) return isoTimestamp(value.micros);
  if (value instanceof DuckDBDateValue) return isoTimestamp(BigInt(value.days) * microsPerDay);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBTimestampMillisecondsValue) return isoTimestamp(value.millis * 1000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return isoTimestamp(value.nanos / 1000n);
  if (value instanceof DuckDBTimestampSecondsValue) {
    return isoTimestamp(value.seconds * 1_000_000n);
  }
  if (isNested(value)) return JSON.stringify(plain(value));
  return value.toString();
}

const microsPerDay = 86_400_000_000n;

function isNested(value: DuckDBValue): boolean {
  return (
    value instanceof DuckDBListValue ||
    value instanceof DuckDBStructValue ||
    value instanceof DuckDBMapValue
  );
}

/** A nested value as JSON has it; a map as a list of its entries, because its keys may be of any type. */
function plain(value: DuckDBValue): unknown {
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (value instanceof DuckDBMapValue) {
    return value.entries.map((entry) => ({ key: plain(entry.key), value: plain(entry.value) }));
  }
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, item]) => [name, plain(item)]),
    );
  }
  return cellOf(value);
}
