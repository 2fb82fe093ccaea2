import { availableParallelism } from "node:os";
import type { Limits } from "../../base/limits.ts";

/** The limits of a warehouse. */
export type WarehouseLimits = Pick<
  Limits,
  | "warehouseConnectionsMax"
  | "warehouseQueriesQueuedMax"
  | "warehouseQueryTimeoutMs"
  | "warehouseRowsMax"
  | "warehouseStatementsMax"
  | "warehouseMemoryMibMax"
  | "warehouseSpillMibMax"
  | "warehouseThreadsMax"
>;

/** Threads that one DuckDB may use on this machine. */
export function threadsOf(limits: Pick<Limits, "warehouseThreadsMax">): number {
  return Math.max(1, Math.min(limits.warehouseThreadsMax, availableParallelism()));
}
