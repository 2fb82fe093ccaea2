import type { CallTally } from "./call-tallies.ts";
import type { Caller } from "../caller.ts";

/** What was called, by whom, and how it ended. Arguments, contents and secrets are never part of it. */
export interface Audit {
  /** Takes one call down. Written in groups; on disk at the latest when the control plane is disposed. */
  record(entry: AuditEntry): void;
  /** What was recorded since the process began, counted by action and outcome. */
  tallies(): readonly CallTally[];
  /** Newest first; an org's administrators see what concerns it. */
  list(caller: Caller, query: AuditQuery): Promise<readonly AuditRecord[]>;
}

export interface AuditEntry {
  /** Absent when nobody was recognised. */
  readonly caller?: Caller | undefined;
  /** Name of who acted when that is no user: an OAuth client, an application key. */
  readonly by?: string | undefined;
  /** Tool or method: `execute_pipeline`, `initialize`. */
  readonly action: string;
  /** Name of the org that it concerned, or `orgId` where the name is not at hand. */
  readonly org?: string | undefined;
  readonly orgId?: string | undefined;
  /** `ok`, or the code of the refusal, or `bug`. */
  readonly outcome: string;
  readonly durationMs: number;
  readonly requestId: string;
}

export interface AuditRecord extends Omit<AuditEntry, "caller" | "by" | "orgId"> {
  readonly id: string;
  readonly user?: string;
  readonly atMs: number;
}

export interface AuditQuery {
  readonly org: string;
  /** 100 when absent, at most 1,000. */
  readonly limit?: number | undefined;
}
