import type { PackageReport } from "../../control/assets/package-report.ts";

/** Findings as compilers print them, then how many there are; empty when there are none. */
export function reportText({ results, summary, valid }: PackageReport): string {
  if (results.length === 0) return "";
  const lines = results.map(({ severity, nodeKey, line, column, message, suggestion }) => {
    const place = line === undefined ? nodeKey : `${nodeKey}:${line}:${column ?? 1}`;
    return `${place}: ${severity.toLowerCase()}: ${message}\n  ${suggestion ?? ""}\n`;
  });
  const verdict = valid ? "may be published" : "cannot be published";
  return `${lines.join("")}${count(summary.errors, "error")}, ${count(summary.warnings, "warning")}: ${verdict}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
