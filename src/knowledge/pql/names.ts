import type { PqlNode } from "./ast.ts";

/**
 * What PQL may refer to besides tables and columns: handed in by whoever knows a knowledge model. The lists are for
 * the nearest names in findings.
 */
export interface PqlNames {
  /** `KPI("id")`. */
  kpi(id: string): NamedKpi | undefined;
  /** `RECORD.ATTRIBUTE` where no table of that name has such a column. */
  attribute(record: string, attribute: string): PqlNode | undefined;
  /** `${NAME}`. The value is bound, never read as PQL. */
  variable(name: string): string | number | boolean | undefined;
  readonly kpiIds: readonly string[];
  /** `RECORD.ATTRIBUTE`. */
  readonly attributeIds: readonly string[];
  readonly variableNames: readonly string[];
}

export interface NamedKpi {
  readonly node: PqlNode;
  /** Values of `{id}` in the node; `{p1}`, `{p2}`, … count them. What `KPI("id", …)` passes replaces them in order. */
  readonly parameters: readonly {
    readonly id: string;
    readonly value: string | number | boolean;
  }[];
}

export const noNames: PqlNames = {
  kpi: () => undefined,
  attribute: () => undefined,
  variable: () => undefined,
  kpiIds: [],
  attributeIds: [],
  variableNames: [],
};
