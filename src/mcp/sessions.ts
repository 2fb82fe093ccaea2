import type { Clock } from "../base/clock.ts";
import type { Limits } from "../base/limits.ts";
import type { Toolset } from "../tools/define-tool.ts";
import type { Preferences } from "../tools/tool-call.ts";
import type { McpCaller } from "./mcp-caller.ts";

/** Which tools a session was opened for, by its path. */
export type SessionToolset = Toolset | "all";

/** What is known of a session beyond the connection that serves it; plain data, so that it can become a row. */
export interface SessionRecord {
  readonly id: string;
  readonly owner: string;
  /** Hash of the header it was opened with: that header may go on, even when it has expired since. */
  readonly credential: string;
  readonly toolset: SessionToolset;
  readonly protocolVersion: string;
  readonly initialized: boolean;
  readonly preferences: Preferences;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly usedMs: number;
}

/** Where sessions are kept. */
export interface SessionTable {
  /** The session, unless it has been idle for too long. */
  find(id: string): Promise<SessionRecord | undefined>;
  /** Adds a session, unless its owner or the table has as many as the limits allow. */
  add(record: SessionRecord): Promise<"added" | "owner-full" | "full">;
  change(id: string, change: Partial<Omit<SessionRecord, "id">>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes what has been idle for too long, and tells the ids. */
  removeIdle(): Promise<readonly string[]>;
}

/** Sessions in the memory of this process. */
export function createSessionTable(limits: Limits, clock: Clock): SessionTable {
  const records = new Map<string, SessionRecord>();
  const perOwner = new Map<string, number>();
  const isIdle = (record: SessionRecord): boolean =>
    clock.now() - record.usedMs > limits.sessionIdleMs;
  const drop = (record: SessionRecord): void => {
    if (records.delete(record.id)) adjust(record.owner, -1);
  };
  const adjust = (owner: string, by: number): void => {
    const count = (perOwner.get(owner) ?? 0) + by;
    if (count > 0) perOwner.set(owner, count);
    else perOwner.delete(owner);
  };
  return {
    find: async (id) => {
      const record = records.get(id);
      return record === undefined || isIdle(record) ? undefined : record;
    },
    add: async (record) => {
      if (records.size >= limits.sessionsMax) return "full";
      if ((perOwner.get(record.owner) ?? 0) >= limits.sessionsPerCallerMax) return "owner-full";
      records.set(record.id, record);
      adjust(record.owner, 1);
      return "added";
    },
    change: async (id, change) => {
      const record = records.get(id);
      if (record !== undefined) records.set(id, { ...record, ...change });
    },
    remove: async (id) => {
      const record = records.get(id);
      if (record !== undefined) drop(record);
    },
    removeIdle: async () => {
      const idle = [...records.values()].filter(isIdle);
      for (const record of idle) drop(record);
      return idle.map((record) => record.id);
    },
  };
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
