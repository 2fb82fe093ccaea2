import type { RunHost } from "./run-host.ts";
import type { RunOrder, RunProgress, RunResult } from "./run-types.ts";

/** Runs pipelines somewhere: in a worker thread, later on another machine. */
export interface Executor {
  start(
    order: RunOrder,
    host: Omit<RunHost, "clock" | "random">,
    onProgress: (progress: RunProgress) => void,
  ): RunHandle;
}

export interface RunHandle {
  /** Resolves in every case; a run that breaks is `Failed` with the reason. */
  readonly result: Promise<RunResult>;
  /** Stops the run; by force when it has not stopped after `limits.stopGraceMs`. */
  readonly stop: () => void;
}
