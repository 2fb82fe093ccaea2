import type { PreferenceStore, ToolTransport } from "../tools/tool-call.ts";
import type { RequestId } from "./json-rpc.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { SessionToolset } from "./sessions.ts";

/** One request being answered, whatever era and transport it came by. */
export interface Call {
  readonly id: RequestId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** `stateless` is revision 2026-07-28: nothing outlives the request. */
  readonly era: "session" | "stateless";
  readonly caller: McpCaller;
  readonly toolset: SessionToolset;
  readonly transport: ToolTransport;
  readonly preferences: PreferenceStore;
  /** Capabilities that the client declared, for its session or in this request. */
  readonly client: Readonly<Record<string, unknown>>;
  /** Aborted when the client cancels, when its session ends, and in the stateless era when it goes away. */
  readonly signal: AbortSignal;
  /** Sends a notification that belongs to this request. */
  notify(method: string, params: Readonly<Record<string, unknown>>): void;
  /** Sends `notifications/message`, when the client wants messages of that level. */
  log(level: LogLevel, data: unknown, logger?: string): void;
  /** Asks the client; in sessions only. */
  ask(
    method: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Ends the stream of this request early; the client resumes it for the answer. In sessions only. */
  releaseStream(): void;
  readonly readLocalFile?: (path: string, signal: AbortSignal) => Promise<Uint8Array>;
}

/** From least to most severe. */
export const logLevels = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
] as const;

export type LogLevel = (typeof logLevels)[number];

export function isLogLevel(value: unknown): value is LogLevel {
  return logLevels.some((level) => level === value);
}

/** Whether a message of `level` is wanted by a client that asked for `wanted` and above. */
export function reachesLevel(level: LogLevel, wanted: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(wanted);
}
