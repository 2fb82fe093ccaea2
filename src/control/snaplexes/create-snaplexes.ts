import { newSnodeId } from "../../base/ids.ts";
import type { NodesTable } from "../../store/nodes-table.ts";
import { findOrg } from "../access.ts";
import type { Core } from "../core.ts";
import {
  browsePath,
  findSnaplex,
  type FoundSnaplex,
  runtimePathId,
  snaplexesOf,
} from "./find-snaplex.ts";
import { readNodeLoad } from "./node-load.ts";
import type { Snaplex, SnaplexDetails, SnaplexNode, Snaplexes } from "./snaplexes.ts";

/** A node that was not heard of for this long is down. */
const heartbeatMaxAgeMs = 30_000;

const heartbeatEveryMs = 10_000;

/** This process as a node. */
interface OwnNode {
  readonly id: string;
  readonly startedMs: number;
  /** Last heartbeat by Snaplex. */
  readonly beats: Map<string, number>;
}

/** How busy the queue of one Snaplex is. */
export type QueueLoad = (snaplexId: string) => {
  readonly running: number;
  readonly queued: number;
};

/**
 * The Snaplexes of all orgs. This process is a node of each of them, for as long as it lives: its row is made when the
 * Snaplex is first looked at and its heartbeat is the moment of looking.
 */
export function createSnaplexes(core: Core, load: QueueLoad): Snaplexes {
  const own: OwnNode = { id: newSnodeId(), startedMs: core.clock.now(), beats: new Map() };
  const nodesOf = async (found: FoundSnaplex): Promise<SnaplexNode[]> => {
    const { running } = load(found.row.id);
    await beat(core, found, own);
    const rows = await core.store
      .selectFrom("nodes")
      .selectAll()
      .where("snaplex_id", "=", found.row.id)
      .orderBy("started_ms")
      .execute();
    return rows.map((row) => toNode(core, row, row.id.endsWith(own.id) ? running : 0));
  };
  const describe = async (found: FoundSnaplex): Promise<Snaplex> =>
    toSnaplex(found, await nodesOf(found));
  return {
    async list(caller, orgName) {
      const org = await findOrg(core.store, caller, orgName);
      const rows = await snaplexesOf(core.store, org);
      return await Promise.all(rows.map((row) => describe({ org, row })));
    },
    resolve: async (caller, target) =>
      await describe(await findSnaplex(core.store, caller, target)),
    async details(caller, target) {
      const found = await findSnaplex(core.store, caller, target);
      const nodes = await nodesOf(found);
      return toDetails(core, found, nodes, load(found.row.id).queued);
    },
  };
}

/** Forgets the nodes of processes that were here before; a data directory has one process at a time. */
export async function forgetNodes(core: Core): Promise<void> {
  await core.store.deleteFrom("nodes").execute();
}

/** Says that this process is alive, at most once in `heartbeatEveryMs`, so that looking is not writing. */
async function beat(core: Core, found: FoundSnaplex, own: OwnNode): Promise<void> {
  const nowMs = core.clock.now();
  const last = own.beats.get(found.row.id);
  if (last !== undefined && nowMs - last < heartbeatEveryMs) return;
  own.beats.set(found.row.id, nowMs);
  await core.store
    .insertInto("nodes")
    .values({
      id: `${found.row.id}-${own.id}`,
      org_id: found.org.id,
      snaplex_id: found.row.id,
      host: readNodeLoad().host,
      version: core.version,
      slots: core.limits.runsPerNodeMax,
      started_ms: own.startedMs,
      heartbeat_ms: nowMs,
    })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ heartbeat_ms: nowMs }))
    .execute();
}

function toNode(core: Core, row: NodesTable, running: number): SnaplexNode {
  const { cpuShare, memoryUsedBytes, memoryTotalBytes } = readNodeLoad();
  const alive = core.clock.now() - row.heartbeat_ms <= heartbeatMaxAgeMs;
  return {
    id: row.id,
    host: row.host,
    status: alive ? "running" : "down",
    version: row.version,
    startedMs: row.started_ms,
    lastHeartbeatMs: row.heartbeat_ms,
    slots: row.slots,
    slotsInUse: running,
    activePipelines: running,
    cpuShare: alive ? cpuShare : 0,
    memoryUsedBytes: alive ? memoryUsedBytes : 0,
    memoryTotalBytes,
  };
}

function toSnaplex({ org, row }: FoundSnaplex, nodes: readonly SnaplexNode[]): Snaplex {
  const nodesRunning = nodes.filter((node) => node.status === "running").length;
  return {
    id: row.id,
    org: org.name,
    name: row.name,
    path: browsePath(org.name, row),
    runtimePathId: runtimePathId(org.name, row),
    location: row.location,
    environment: row.environment,
    status: nodesRunning > 0 ? "up" : "down",
    nodesRunning,
    nodesDown: nodes.length - nodesRunning,
  };
}

function toDetails(
  core: Core,
  found: FoundSnaplex,
  nodes: readonly SnaplexNode[],
  runsQueued: number,
): SnaplexDetails {
  const snaplex = toSnaplex(found, nodes);
  const newest = nodes.findLast((node) => node.status === "running");
  const healthy = snaplex.nodesDown === 0 ? "healthy" : "degraded";
  return {
    ...snaplex,
    version: newest?.version ?? core.version,
    health: snaplex.nodesRunning === 0 ? "down" : healthy,
    slotsPerNode: core.limits.runsPerNodeMax,
    runsQueued,
    runsQueuedMax: core.limits.runsQueuedMax,
    createdMs: found.row.created_ms,
    nodes,
  };
}
