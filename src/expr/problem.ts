import type { Finding, Fix, Span } from "../base/finding.ts";

/** Ends the reading of an expression with the finding that says why. Caught by `parseExpression`. */
export class Problem extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.error);
    this.name = "Problem";
    this.finding = finding;
  }
}

/** A finding of severity `error` whose place is a stretch of the expression. */
export function findingAt(
  span: Span,
  code: string,
  error: string,
  reason: string,
  resolution: string,
  fix?: Fix,
): Finding {
  const place = { span: { start: span.start, end: span.end } };
  const finding = { code, severity: "error" as const, place, error, reason, resolution };
  return fix === undefined ? finding : { ...finding, fix };
}
