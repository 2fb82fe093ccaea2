import type { Toolset } from "../tools/define-tool.ts";
import type { Preferences } from "../tools/tool-call.ts";
import type { McpCaller } from "./mcp-caller.ts";

/** Which tools a session was opened for, by its path. */
export type SessionToolset = Toolset | "all";

/** A session, whole: any process answers its requests from this. */
export interface SessionRecord {
  readonly id: string;
  readonly owner: string;
  /** Hash of the header it was opened with: that header may go on, even when it has expired since. */
  readonly credential: string;
  /** A `SessionToolset`. */
  readonly toolset: string;
  readonly protocolVersion: string;
  readonly initialized: boolean;
  readonly preferences: Preferences;
  /** Capabilities that the client declared. */
  readonly client: Readonly<Record<string, unknown>>;
  /** Least severe messages that the client wants. */
  readonly logLevel: string;
  /** Uris of the resources whose changes it wants to hear of. */
  readonly subscriptions: readonly string[];
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdMs: number;
  readonly usedMs: number;
}

export type SessionChange = Partial<
  Pick<SessionRecord, "initialized" | "preferences" | "logLevel" | "subscriptions">
>;

/** Where sessions are kept; shared by every process that serves them. */
export interface SessionTable {
  /** The session, unless it has ended, or been idle or there for too long. */
  find(id: string): Promise<SessionRecord | undefined>;
  /** The same, when it is remembered from a moment ago; then nothing has to be waited for. */
  recall(id: string): SessionRecord | undefined;
  /** Adds a session, unless its owner or the table has as many as the limits allow. */
  add(record: SessionRecord): Promise<"added" | "owner-full" | "full">;
  change(id: string, change: SessionChange): Promise<void>;
  /** The session was used now; need not be on disk at once. */
  touch(id: string): void;
  remove(id: string): Promise<void>;
  /** Removes what has been idle or there for too long, with its events, and tells the ids. */
  removeExpired(): Promise<readonly string[]>;
}

/** Every caller with an unusable header counts as one, so that bad headers cannot fill the table. */
export function ownerOf(caller: McpCaller): string {
  return caller.kind === "usable" ? caller.owner : "unusable";
}

/** Whether a caller may go on with a session: it is theirs, or it was opened with this very header. */
export function admits(record: SessionRecord, caller: McpCaller): boolean {
  if (record.credential === caller.credential) return true;
  return caller.kind === "usable" && record.owner === caller.owner;
}
