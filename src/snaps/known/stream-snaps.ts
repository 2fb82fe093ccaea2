import type { KnownSnapRow } from "./known-snap.ts";

/** Snaps that work on what streams through a pipeline. */
export const streamSnaps: readonly KnownSnapRow[] = [
  [
    "flow-httprouter",
    1,
    "FlowHTTPRouter",
    "HTTP Router",
    "flow",
    "d>d+",
    "Routes a request to output views by its HTTP method.",
  ],
  [
    "flow-taskexecute",
    1,
    "FlowTaskExecute",
    "Task Execute",
    "flow",
    "d>d?",
    "Runs a triggered task; Pipeline Execute took its place.",
  ],
  [
    "script-script",
    2,
    "Script",
    "Script",
    "flow",
    "d?>d?",
    "Runs a script in Python, JavaScript or Ruby over documents.",
  ],
];
