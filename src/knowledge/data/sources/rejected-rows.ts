import { type DataFinding, dataFinding } from "../data-finding.ts";
import type { LoadWorkspace } from "../load/load-workspace.ts";

export interface RejectedRows {
  /** Lines that were left out, by what is wrong with them. */
  readonly findings: readonly DataFinding[];
  /** Columns with a value of another type, each with an example. */
  readonly misfits: ReadonlyMap<string, string>;
  /** Whether lines were left out for their quotes. */
  readonly quotes: boolean;
}

/** What the last reading of a CSV left out. */
export async function rejectedRows(
  workspace: LoadWorkspace,
  table: string,
  file: string,
): Promise<RejectedRows> {
  const rows = await workspace.read(
    `SELECT error_type::VARCHAR, CASE WHEN error_type = 'CAST' THEN column_name END AS col,
       count(DISTINCT line), min(line), arg_min(csv_line, line), arg_min(error_message, line),
       list_sort(list(DISTINCT line))[1:3]
     FROM reject_errors GROUP BY ALL ORDER BY 1, 2`,
  );
  const misfits = new Map<string, string>();
  const findings: DataFinding[] = [];
  for (const [type, column, count, , text, message, lines] of rows) {
    if (type === "CAST" && typeof column === "string") {
      const value = /string "((?:[^"]|"(?! to))*)" to/.exec(String(message))?.[1];
      misfits.set(
        column,
        `\`${(value ?? "another value").slice(0, 100)}\` in line ${firstOf(lines)}`,
      );
    } else {
      findings.push(leftOut(table, file, String(type), Number(count), String(text), String(lines)));
    }
  }
  return { findings, misfits, quotes: rows.some(([type]) => type === "UNQUOTED VALUE") };
}

function leftOut(
  table: string,
  file: string,
  type: string,
  count: number,
  text: string,
  lines: string,
): DataFinding {
  const example = text.trim().slice(0, 120);
  return dataFinding({
    code: "rejected-lines",
    table,
    count,
    error: `${count === 1 ? "A line" : `${count} lines`} of "${file}" ${count === 1 ? "was" : "were"} left out.`,
    reason: `${wrongWith[type] ?? `Expected a line like the others; found one with this: ${type.toLowerCase()}.`} Lines ${lines.replaceAll(/[[\]]/g, "").replaceAll(",", ", ")}, such as \`${example}\`.`,
    resolution:
      "Correct these lines, or say under `source` how the file is written: `delimiter`, `quote`, `encoding`.",
  });
}

const wrongWith: Readonly<Record<string, string>> = {
  "TOO MANY COLUMNS": "Expected as many cells as there are columns; found more.",
  "MISSING COLUMNS": "Expected as many cells as there are columns; found fewer.",
  "UNQUOTED VALUE":
    "Expected a quote at the end of a cell that begins with one; found none, or text behind it.",
  "INVALID ENCODING":
    "Expected UTF-8; found other bytes. Set `encoding`, for example `windows-1252`.",
  "LINE SIZE OVER MAXIMUM": "Expected lines of at most 2 MB; found a longer one.",
};

function firstOf(lines: unknown): string {
  return /\d+/.exec(String(lines))?.[0] ?? "?";
}
