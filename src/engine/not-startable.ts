import type { Finding } from "../base/finding.ts";

/** The findings that stand in the way of a start. */
export class NotStartable extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings[0]?.error ?? "The pipeline cannot start.");
    this.name = "NotStartable";
    this.findings = findings.filter(({ severity }) => severity === "error");
  }
}
