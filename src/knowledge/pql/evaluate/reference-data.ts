import type { Expression, PqlValue } from "../expression.ts";

/** Tables in memory, for the reference evaluator: slow, and as obvious as can be. */
export interface ReferenceData {
  /** How many rows a table has; they are numbered from 0 in the order of loading. */
  rowCount(table: string): number;
  /** A row-level expression at the row of a table at `index`. */
  value(expression: Expression, table: string, index: number): PqlValue;
  /** The row of `to` that the row at `index` of `from` belongs to, by foreign keys from N to 1. */
  up(from: string, index: number, to: string): number | undefined;
}
