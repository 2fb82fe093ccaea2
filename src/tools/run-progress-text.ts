import type { RunProgressReport } from "../control/runs/runs.ts";

/** How far a run is, in one line. */
export function runProgressText(progress: RunProgressReport): string {
  const busy = progress.snaps.filter((snap) => snap.state === "Started").map((snap) => snap.label);
  const where = busy.length === 0 ? "" : `; at work: ${busy.slice(0, 3).join(", ")}`;
  const errors = progress.errorDocuments === 0 ? "" : `, ${progress.errorDocuments} failed`;
  return `${progress.documents} documents${errors}${where}`;
}
