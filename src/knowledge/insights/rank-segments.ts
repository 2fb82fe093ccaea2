import type { Cell } from "../warehouse/warehouse.ts";
import type { InsightsAnswer, Segment } from "./insights.ts";

export interface FieldRows {
  readonly fieldId: string;
  readonly fieldName: string;
  /** `[label, KPI, rows]`. */
  readonly rows: readonly (readonly [string | null, Cell, Cell])[];
}

export interface Ranking {
  readonly overall: InsightsAnswer["overall"];
  readonly comparison: InsightsAnswer["comparison"];
  readonly desiredDirection: "UP" | "DOWN" | "NONE";
  readonly rowsMin: number;
}

/** The segments of enough rows, those first that move the KPI most; among equals the larger one. */
export function rankSegments(fields: readonly FieldRows[], ranking: Ranking): readonly Segment[] {
  return fields
    .flatMap((field) => field.rows.flatMap((row) => segmentOf(field, row, ranking) ?? []))
    .toSorted(
      (one, other) =>
        Math.abs(other.contribution) - Math.abs(one.contribution) ||
        other.rows - one.rows ||
        compareText(one.fieldId, other.fieldId) ||
        compareText(one.value ?? "", other.value ?? ""),
    );
}

function segmentOf(
  { fieldId, fieldName }: FieldRows,
  [value, kpi, count]: readonly [string | null, Cell, Cell],
  { overall, comparison, desiredDirection, rowsMin }: Ranking,
): Segment | undefined {
  const rows = Number(count);
  if (kpi === null || rows < rowsMin || rows === 0) return undefined;
  const kpiValue = Number(kpi);
  const share = rows / overall.rows;
  const expected = comparison === "additive" ? overall.value * share : overall.value;
  const delta = kpiValue - expected;
  return {
    fieldId,
    fieldName,
    value,
    rows,
    share,
    kpiValue,
    expected,
    delta,
    contribution: comparison === "additive" ? delta : delta * share,
    effect: effectOf(delta, desiredDirection),
  };
}

function effectOf(delta: number, direction: "UP" | "DOWN" | "NONE"): Segment["effect"] {
  if (delta === 0 || direction === "NONE") return "neutral";
  return delta > 0 === (direction === "UP") ? "better" : "worse";
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
