import type { Finding, Span } from "../../base/finding.ts";
import { createLineIndex } from "./line-and-column.ts";

/** A finding about SLPy text. `place.span` is a stretch of that text, and a fix replaces just that stretch. */
export interface SlpyFinding extends Finding {
  /** Where the span begins, from 1. */
  readonly line: number;
  readonly column: number;
}

/** What there is to say; a span stands for the place. */
export interface SlpyProblem extends Omit<Finding, "place" | "severity"> {
  readonly severity?: Finding["severity"];
  readonly span: Span;
}

export type Report = (problem: SlpyProblem) => void;

/** So many findings help; beyond them the rest is noise. */
export const slpyFindingsMax = 100;

/** Collects findings about `source`, in the order of the text when they are read. */
export function createFindings(source: string): {
  readonly report: Report;
  readonly all: () => readonly SlpyFinding[];
} {
  const place = createLineIndex(source);
  const findings: SlpyFinding[] = [];
  return {
    report: ({ span, severity, ...words }) => {
      if (findings.length >= slpyFindingsMax) return;
      findings.push({
        ...words,
        severity: severity ?? "error",
        place: { span },
        ...place(span.start),
      });
    },
    all: () => inTextOrder(findings),
  };
}

export function inTextOrder(findings: readonly SlpyFinding[]): readonly SlpyFinding[] {
  return findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
