import type { Finding, Fix, Span } from "../../base/finding.ts";

export interface PathProblem {
  readonly code: string;
  readonly span: Span;
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  readonly fix?: Fix;
}

/** Thrown inside the parser only, and caught by `parsePath`. */
export class PathSyntaxProblem extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings[0]?.error ?? "The JSONPath cannot be read");
    this.findings = findings;
  }
}

export function refusePath(problem: PathProblem): never {
  throw new PathSyntaxProblem([pathFinding(problem)]);
}

export function pathFinding(problem: PathProblem): Finding {
  const { code, span, error, reason, resolution, fix } = problem;
  const base = { code, severity: "error", place: { span }, error, reason, resolution } as const;
  return fix === undefined ? base : { ...base, fix };
}
