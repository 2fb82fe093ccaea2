import type { Finding } from "../base/finding.ts";

/** A finding about a file, perhaps with the line and column where it begins. */
export interface FileFinding extends Finding {
  readonly line?: number;
  readonly column?: number;
}

/** Findings as compilers print them, `file:line:column: error: …`, with reason and advice below. */
export function findingLines(file: string, findings: readonly FileFinding[]): string {
  return findings
    .map(({ line, column, severity, error, reason, resolution }) => {
      const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
      return `${place}: ${severity}: ${error}\n  ${reason}\n  ${resolution}\n`;
    })
    .join("");
}
