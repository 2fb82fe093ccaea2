import type { SnaplexDetails, SnaplexNode } from "../../control/snaplexes/snaplexes.ts";

/** A Snaplex as the platform describes it: what it is, and its nodes. */
export function snaplexEntry(
  snaplex: SnaplexDetails,
  hostname?: string,
): Readonly<Record<string, unknown>> {
  const nodes = snaplex.nodes.filter(({ host }) => hostname === undefined || host === hostname);
  return { plex_info: plexInfo(snaplex), cc_info: ccInfo(nodes) };
}

export function plexInfo(snaplex: SnaplexDetails): Readonly<Record<string, unknown>> {
  return {
    label: snaplex.name,
    org: snaplex.org,
    path: snaplex.path,
    location: snaplex.location,
    environment: snaplex.environment,
    runtime_path_id: snaplex.runtimePathId,
    snode_id: snaplex.id,
    status: snaplex.status,
    health: snaplex.health,
    pkg_version: snaplex.version,
    jcc_count: snaplex.nodesRunning,
    min_jcc: 1,
    max_slots: snaplex.slotsPerNode,
    reserved_slots: 0,
    runs_queued: snaplex.runsQueued,
    time_created: isoTime(snaplex.createdMs),
  };
}

export function ccInfo(nodes: readonly SnaplexNode[]): Readonly<Record<string, unknown>> {
  const entries = (status: SnaplexNode["status"]): readonly unknown[] =>
    nodes.filter((node) => node.status === status).map(nodeEntry);
  return { running: entries("running"), down: entries("down") };
}

function nodeEntry(node: SnaplexNode): Readonly<Record<string, unknown>> {
  return {
    label: node.host,
    hostname: node.host,
    ccid: node.id,
    availability: node.status,
    version: node.version,
    create_time: isoTime(node.startedMs),
    last_heartbeat: isoTime(node.lastHeartbeatMs),
    stats: {
      active_pipelines: node.activePipelines,
      leased_slots: node.slotsInUse,
      max_slots: node.slots,
      cpu_util: Math.round(node.cpuShare * 1_000) / 10,
      mem_used: node.memoryUsedBytes,
      mem_total: node.memoryTotalBytes,
    },
    info_map: {},
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
