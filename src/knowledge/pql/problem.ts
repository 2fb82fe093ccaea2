import type { Finding, Fix, Span } from "../../base/finding.ts";

/** Ends the reading or checking of PQL with the finding that says why. Never leaves this folder. */
export class PqlProblem extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.error);
    this.name = "PqlProblem";
    this.finding = finding;
  }
}

export type PqlFindingCode =
  | "pql-syntax"
  | "pql-limit"
  | "pql-unknown-name"
  | "pql-type"
  | "pql-level"
  | "pql-join"
  | "pql-grain"
  | "pql-unsupported";

/** A finding of severity `error` whose place is a stretch of the PQL. */
export function pqlFinding(
  span: Span,
  code: PqlFindingCode,
  error: string,
  reason: string,
  resolution: string,
  fix?: Fix,
): Finding {
  const place = { span: { start: span.start, end: span.end } };
  const finding = { code, severity: "error" as const, place, error, reason, resolution };
  return fix === undefined ? finding : { ...finding, fix };
}

export function pqlProblem(...of: Parameters<typeof pqlFinding>): PqlProblem {
  return new PqlProblem(pqlFinding(...of));
}

/** Runs `work` and turns the problem that ends it into findings. */
export function caught<T>(
  work: () => T,
): { readonly value: T } | { readonly findings: readonly Finding[] } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof PqlProblem) return { findings: [error.finding] };
    throw error;
  }
}
