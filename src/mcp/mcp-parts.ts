import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { Logger } from "../base/logger.ts";
import type { EventLog } from "./event-log.ts";
import type { SessionTable } from "./sessions.ts";
import type { Surface } from "./surface.ts";
import type { TaskTable } from "./tasks/task-table.ts";

/** What the protocol is built from. */
export interface McpParts {
  readonly surface: Surface;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly serverInfo: { readonly name: string; readonly version: string };
  readonly newSessionId: () => string;
  readonly newRequestId: () => string;
}

/** What answering over HTTP takes beside. */
export interface EndpointParts extends McpParts {
  readonly sessions: SessionTable;
  readonly events: EventLog;
  readonly tasks: TaskTable;
  /** An open stream gets a comment this often. */
  readonly keepAliveIntervalMs: number;
  /** A request of a session not answered by then gets its stream, and from then on every message is logged. */
  readonly streamAfterMs: number;
  /** A long call whose client knows tasks becomes one when it is not done by then. */
  readonly taskAfterMs: number;
}
