import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { LocalExecutor } from "../control/execution/run-locally.ts";
import type { OpenIdentity } from "../control/open-identity.ts";
import type { App } from "./app-contract.ts";
import type { AppSettings } from "./app-settings.ts";

/** What a command may use of the world. */
export interface CliContext {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** To the standard output. */
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** The error stream is a terminal, where lines can be redrawn. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user or the system asks the process to end. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly openExecutor: () => LocalExecutor & AsyncDisposable;
  /** Users and tokens, also beside a server that runs on the same data directory. */
  readonly openIdentity: (settings: AppSettings) => Promise<OpenIdentity>;
  /** Opens the product on a data directory, for this process alone. */
  readonly openApp: (settings: AppSettings) => Promise<App & AsyncDisposable>;
}
