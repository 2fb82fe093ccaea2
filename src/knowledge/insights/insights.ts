import type { AnswerScope } from "../knowledge-base.ts";
import type { Filters } from "../query/filters.ts";

export interface InsightsQuestion {
  readonly kpi: string;
  /** Ids of attributes; every attribute that agents see when absent. */
  readonly fieldIds?: readonly string[];
  readonly filters: Filters;
}

/** Which values of which fields move a KPI, by how much, on how many rows. */
export interface InsightsAnswer {
  readonly kpi: InsightsKpi;
  /** Over everything that the filters leave. */
  readonly overall: { readonly value: number; readonly rows: number };
  /** `additive`: a sum or count, whose segments add up. `average`: anything else. */
  readonly comparison: "additive" | "average";
  /** The strongest first. */
  readonly segments: readonly Segment[];
  /** Segments that were looked at, of enough rows or not. */
  readonly segmentCount: number;
  readonly fields: readonly ExaminedField[];
  readonly skipped: readonly SkippedField[];
  /** Segments of fewer rows are left out. */
  readonly rowsMin: number;
  /** The answer as sentences. */
  readonly text: string;
  readonly scope: AnswerScope;
}

export interface InsightsKpi {
  readonly id: string;
  readonly displayName: string;
  readonly format?: string;
  readonly unit?: string;
  readonly desiredDirection: "UP" | "DOWN" | "NONE";
}

export interface Segment {
  readonly fieldId: string;
  readonly fieldName: string;
  /** A value of the field, or a range of values; null when the rows have none. */
  readonly value: string | null;
  readonly rows: number;
  /** Of all rows, from 0 to 1. */
  readonly share: number;
  readonly kpiValue: number;
  /** What an even share of the rows would give: the overall value, times the share when the KPI is additive. */
  readonly expected: number;
  /** `kpiValue` − `expected`. */
  readonly delta: number;
  /** By how much the segment moves the KPI: `delta`, weighted by the share when the KPI is an average. */
  readonly contribution: number;
  readonly effect: "better" | "worse" | "neutral";
}

export interface ExaminedField {
  readonly fieldId: string;
  readonly fieldName: string;
  /** Values, or ranges of values, that there are and that were looked at: the most frequent ones. */
  readonly values: number;
  readonly valuesExamined: number;
}

export interface SkippedField {
  readonly fieldId: string;
  readonly reason: string;
}
