import type { ColumnType } from "../../data/data-schema.ts";

/** A table by columns, all of the same length. A `Date` is read as UTC. */
export interface SampleTable {
  readonly name: string;
  readonly columns: readonly SampleColumn[];
}

export interface SampleColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: readonly SampleValue[];
}

export type SampleValue = string | number | boolean | Date | null;

/** Turns rows, each with its values in the order of the columns, into a table. */
export function sampleTable(
  name: string,
  columns: readonly (readonly [string, ColumnType])[],
  rows: readonly (readonly SampleValue[])[],
): SampleTable {
  return {
    name,
    columns: columns.map(([column, type], index) => ({
      name: column,
      type,
      values: rows.map((row) => row[index] ?? null),
    })),
  };
}
