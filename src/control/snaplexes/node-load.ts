import { availableParallelism, hostname, loadavg, totalmem } from "node:os";

/** How busy the machine is. */
export interface NodeLoad {
  readonly host: string;
  /** Share of all cores over the last minute, 0 to 1. */
  readonly cpuShare: number;
  readonly memoryUsedBytes: number;
  readonly memoryTotalBytes: number;
}

export function readNodeLoad(): NodeLoad {
  const perCore = (loadavg()[0] ?? 0) / availableParallelism();
  return {
    host: hostname(),
    cpuShare: Math.min(1, Math.round(perCore * 1_000) / 1_000),
    memoryUsedBytes: process.memoryUsage.rss(),
    memoryTotalBytes: totalmem(),
  };
}
