import type { Finding } from "../../base/finding.ts";

/** A finding about the rows of a data model, with the table and column it is about. */
export interface DataFinding extends Finding {
  readonly table?: string;
  readonly column?: string;
  /** Rows that are concerned. */
  readonly count?: number;
}

/** Of a table whose key is not one: foreign keys to it are left out of the schema that questions see. */
export const duplicateKeysCode = "duplicate-keys";

export interface DataProblem {
  readonly code: string;
  readonly severity?: Finding["severity"];
  readonly table?: string;
  readonly column?: string;
  readonly count?: number;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
}

export function dataFinding({ severity = "warning", ...problem }: DataProblem): DataFinding {
  const { table, column } = problem;
  const pointer = [table, column].filter((name) => name !== undefined).join(".");
  return { ...problem, severity, place: pointer === "" ? {} : { pointer } };
}
