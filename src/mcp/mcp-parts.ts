import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { Logger } from "../base/logger.ts";
import type { Toolbox } from "../tools/toolbox.ts";

/** What the protocol is built from. */
export interface McpParts {
  readonly toolbox: Toolbox;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly serverInfo: { readonly name: string; readonly version: string };
  readonly newSessionId: () => string;
  readonly newRequestId: () => string;
  /** A call at work says so this often, when its client asked for progress. */
  readonly progressIntervalMs: number;
  /** An open stream gets a comment this often. */
  readonly keepAliveIntervalMs: number;
}
