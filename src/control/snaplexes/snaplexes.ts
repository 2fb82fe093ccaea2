import type { Caller } from "../caller.ts";

/** Where runs happen. */
export interface Snaplexes {
  list(caller: Caller, org: string | undefined): Promise<readonly Snaplex[]>;
  details(caller: Caller, target: SnaplexTarget): Promise<SnaplexDetails>;
  /**
   * The Snaplex meant by its runtime path id, browse path or name; the only one of the org when `snaplexPath` is
   * absent. Refuses with `snaplex-required` or `not-found` and the paths the caller has.
   */
  resolve(caller: Caller, target: SnaplexTarget): Promise<Snaplex>;
}

export interface SnaplexTarget {
  readonly org?: string | undefined;
  readonly snaplexPath?: string | undefined;
}

export interface Snaplex {
  readonly id: string;
  readonly org: string;
  readonly name: string;
  /** `/Org/shared/name`, as in the asset tree. */
  readonly path: string;
  /** `<org>/rt/<location>/<environment>`. */
  readonly runtimePathId: string;
  readonly location: string;
  readonly environment: string;
  readonly status: "up" | "down";
  readonly nodesRunning: number;
  readonly nodesDown: number;
}

export interface SnaplexDetails extends Snaplex {
  /** Of the newest node at work. */
  readonly version: string;
  readonly health: "healthy" | "degraded" | "down";
  /** Runs at work at once on one node. */
  readonly slotsPerNode: number;
  readonly runsQueued: number;
  readonly runsQueuedMax: number;
  readonly createdMs: number;
  readonly nodes: readonly SnaplexNode[];
}

export interface SnaplexNode {
  readonly id: string;
  readonly host: string;
  readonly status: "running" | "down";
  readonly version: string;
  readonly startedMs: number;
  readonly lastHeartbeatMs: number;
  readonly slots: number;
  readonly slotsInUse: number;
  readonly activePipelines: number;
  /** Share of all cores over the last minute, 0 to 1. */
  readonly cpuShare: number;
  /** Bytes that the node's process holds, and that the machine has. */
  readonly memoryUsedBytes: number;
  readonly memoryTotalBytes: number;
}
