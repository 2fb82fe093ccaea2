import { printJson } from "../base/json.ts";
import type { LocalRunResult } from "../control/execution/run-locally.ts";
import type { CliContext } from "./cli-context.ts";

/** The result of a run: a table of Snaps on the error stream, open outputs as JSON lines on the output. */
export function printRunResult(context: CliContext, result: LocalRunResult, asJson: boolean): void {
  if (asJson) {
    context.write(`${printJson(result)}\n`);
    return;
  }
  for (const documents of Object.values(result.outputs)) {
    for (const document of documents) context.write(`${printJson(document)}\n`);
  }
  const rows = result.snaps.map((snap) => [
    snap.label,
    snap.state,
    String(sum(snap.inputs)),
    String(sum(snap.outputs)),
    String(snap.errorCount),
    rate(Math.max(sum(snap.inputs), sum(snap.outputs)), snap.activeMs),
  ]);
  context.writeError(table([["Snap", "State", "In", "Out", "Errors", "Rate"], ...rows]));
  for (const snap of result.snaps) {
    for (const warning of snap.warnings) context.writeError(`${snap.label}: ${warning}\n`);
  }
  for (const { snapLabel, error, reason, resolution } of result.errors) {
    const where = snapLabel === undefined || error.startsWith(snapLabel) ? "" : `${snapLabel}: `;
    context.writeError(`\n${where}${error}\n  ${reason}\n  ${resolution}\n`);
  }
  context.writeError(`\n${result.state} in ${(result.durationMs / 1000).toFixed(2)} s\n`);
}

function sum(views: readonly { readonly items: number }[]): number {
  return views.reduce((total, view) => total + view.items, 0);
}

function rate(items: number, activeMs: number): string {
  if (items === 0 || activeMs < 50) return "";
  return `${Math.round((items / activeMs) * 1000)}/s`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths =
    rows[0]?.map((_head, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, column, widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** Words stand left, numbers right. */
function pad(cell: string, column: number, width: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}
