import type { Clock } from "../base/clock.ts";
import type { FindAccount } from "./accounts.ts";
import type { Lookup } from "./egress/lookup.ts";
import type { FileAccess } from "./file-access.ts";

/** What a run needs from the world outside the engine. */
export interface RunHost {
  /** The files, as seen from the pipeline at `fromPath` (its full path): relative names start there. */
  filesFor(fromPath: string): FileAccess;
  /** The SLP of another pipeline, found by name or path as seen from `fromPath`. Refuses with `not-found`. */
  loadPipeline(path: string, fromPath: string, signal: AbortSignal): Promise<LoadedPipeline>;
  /** The account that a Snap of the pipeline at `fromPath` names. Refuses what the run may not use. */
  readonly findAccount: FindAccount;
  /** A directory of the run's own for spill files; emptied when the run ends. */
  readonly spillDirectory: string;
  /** How names of hosts are looked up, where the machine's own way is not meant. */
  readonly lookup?: Lookup;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface LoadedPipeline {
  readonly slp: string;
  readonly label: string;
  /** Full path, `/Org/Project/Name`. */
  readonly path: string;
  readonly projectPath: string;
}
