/** A validation report as the server sends it. */
export interface Report {
  readonly packageKey: string;
  readonly valid: boolean;
  readonly summary: { readonly errors: number; readonly warnings: number };
  readonly results: readonly {
    readonly severity: string;
    readonly nodeKey: string;
    readonly path: string;
    readonly code: string;
    readonly message: string;
    readonly suggestion?: string;
  }[];
}

/** Findings as compilers print them, then how many there are; empty when there are none. */
export function reportText({ results, summary, valid }: Report): string {
  if (results.length === 0) return "";
  const lines = results.map(({ severity, nodeKey, path, message, suggestion }) => {
    const place =
      path === "" || path.startsWith(`${nodeKey}:`) ? path || nodeKey : `${nodeKey}: ${path}`;
    return `${place}: ${severity.toLowerCase()}: ${message}\n  ${suggestion ?? ""}\n`;
  });
  const verdict = valid ? "may be published" : "cannot be published";
  return `${lines.join("")}${count(summary.errors, "error")}, ${count(summary.warnings, "warning")}: ${verdict}\n`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
