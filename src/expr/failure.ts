import type { Span } from "../base/finding.ts";

/**
 * What one evaluation of an expression or JSONPath against one document came to when it has no value. Thrown by the
 * compiled closures, caught by the Snap that evaluates, and turned into the document's error.
 */
export class EvaluationFailure extends Error {
  readonly code: string;
  readonly reason: string;
  readonly resolution: string;
  readonly span: Span;

  constructor(code: string, error: string, reason: string, resolution: string, span: Span) {
    super(error);
    this.name = "EvaluationFailure";
    this.code = code;
    this.reason = reason;
    this.resolution = resolution;
    this.span = span;
  }
}
