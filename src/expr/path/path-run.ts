import type { Span } from "../../base/finding.ts";
import { EvaluationFailure } from "../failure.ts";
import type { Value } from "../value.ts";
import type { PathLimits } from "./json-path.ts";
import type { PathSegment } from "./path-segment.ts";

/** One reading or writing of one value by a path. */
export interface PathRun {
  readonly source: string;
  readonly segments: readonly PathSegment[];
  readonly limits: PathLimits;
  readonly root: Value;
  /** Values visited so far. */
  steps: number;
}

/** Counts visited values and ends the run that visits too many. */
export function countSteps(run: PathRun, count: number, span: Span): void {
  run.steps += count;
  if (run.steps <= run.limits.expressionStepsMax) return;
  throw new EvaluationFailure(
    "path-steps",
    `The JSONPath \`${run.source}\` visits too many values`,
    `Expected at most ${run.limits.expressionStepsMax} values (expressionStepsMax).`,
    "Name the place more closely than `..` and `*` do, or raise `expressionStepsMax`.",
    span,
  );
}

export function failWriting(run: PathRun, span: Span, reason: string, resolution: string): never {
  throw new EvaluationFailure(
    "path-not-writable",
    `Cannot write to the JSONPath \`${run.source}\``,
    reason,
    resolution,
    span,
  );
}

/** What a value is, in the words of an error text. */
export function kindOf(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Uint8Array) return "binary content";
  switch (typeof value) {
    case "string":
      return "a string";
    case "number":
    case "bigint":
      return "a number";
    case "boolean":
      return "a boolean";
    default:
      return Object.getPrototypeOf(value) === Object.prototype ? "an object" : "a date";
  }
}
