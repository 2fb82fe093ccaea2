import type { PqlNode } from "../pql/ast.ts";
import { pql } from "../query/pql-build.ts";
import type { Cell } from "../warehouse/warehouse.ts";

/** A field as it is grouped by, and how each group is called. */
export interface FieldBuckets {
  readonly node: PqlNode;
  /** Null for rows without a value. */
  label(cell: Cell): string | null;
}

/** Each value for itself. */
export function plainBuckets(node: PqlNode): FieldBuckets {
  return { node, label: (cell) => (cell === null ? null : String(cell)) };
}

/** Numbers in ranges that end at the bounds, each bound belonging to the range below it. */
export function numberBuckets(
  node: PqlNode,
  bounds: readonly number[],
  show: (value: number) => string,
): FieldBuckets {
  const ends = [...new Set(bounds)].toSorted((one, other) => one - other);
  const labels = [
    `up to ${show(ends[0] ?? 0)}`,
    ...ends.slice(1).map((end, index) => `over ${show(ends[index] ?? 0)} up to ${show(end)}`),
    `over ${show(ends.at(-1) ?? 0)}`,
  ];
  const range = pql.choose(
    [
      [pql.isNull(node), pql.nothing()],
      ...ends.map(
        (end, index) => [pql.binary(node, "<=", pql.float(end)), pql.number(index)] as const,
      ),
    ],
    pql.number(ends.length),
  );
  return { node: range, label: (cell) => (cell === null ? null : (labels[Number(cell)] ?? "")) };
}

/** Dates by month, or by quarter or year when they span more. */
export function dateBuckets(node: PqlNode, first: string, last: string): FieldBuckets {
  const months = monthOf(last) - monthOf(first);
  if (months <= 24) {
    return { node: pql.call("ROUND_MONTH", node), label: (cell) => sliced(cell, 7) };
  }
  if (months <= 96) {
    return { node: pql.call("ROUND_QUARTER", node), label: quarterLabel };
  }
  return { node: pql.call("ROUND_YEAR", node), label: (cell) => sliced(cell, 4) };
}

function monthOf(iso: string): number {
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
}

function sliced(cell: Cell, length: number): string | null {
  return cell === null ? null : String(cell).slice(0, length);
}

function quarterLabel(cell: Cell): string | null {
  if (cell === null) return null;
  const iso = String(cell);
  return `${iso.slice(0, 4)} Q${Math.ceil(Number(iso.slice(5, 7)) / 3)}`;
}
