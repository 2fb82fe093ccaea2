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

/** So many errors help, and so many warnings; beyond them the rest is noise. */
const errorsMax = 100;
const warningsMax = 100;

/** Ends the reading of a text at the error after the last that is kept; nothing of it is lost to the author. */
export class EnoughErrors extends Error {}

/** Collects findings about `source`, in the order of the text when they are read. */
export function createFindings(source: string): {
  readonly report: Report;
  readonly all: () => readonly SlpyFinding[];
} {
  const place = createLineIndex(source);
  const errors: SlpyFinding[] = [];
  const warnings: SlpyFinding[] = [];
  return {
    report: ({ span, severity = "error", ...words }) => {
      const finding = { ...words, severity, place: { span }, ...place(span.start) };
      if (severity === "error") {
        if (errors.length >= errorsMax) throw new EnoughErrors("enough errors");
        errors.push(finding);
      } else if (warnings.length < warningsMax) warnings.push(finding);
    },
    all: () => inTextOrder([...errors, ...warnings]),
  };
}

export function inTextOrder(findings: readonly SlpyFinding[]): readonly SlpyFinding[] {
  return findings.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
