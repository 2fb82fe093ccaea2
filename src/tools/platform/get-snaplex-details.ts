import { z } from "zod";
import { answerCharacters } from "../answer-limits.ts";
import { org } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { takeWithin } from "../take-within.ts";
import { whereOf } from "../where-of.ts";

const nodeSchema = z.object({
  host: z.string(),
  status: z.enum(["running", "down"]),
  version: z.string(),
  last_heartbeat: z.string(),
  slots: z.int(),
  slots_in_use: z.int(),
  cpu_percent: z.number(),
  memory_used_bytes: z.number(),
  memory_total_bytes: z.number(),
  active_pipelines: z.int(),
});

export default defineTool({
  name: "get_snaplex_details",
  toolset: "platform",
  title: "Get Snaplex details",
  description:
    "Shows configuration, version and health of one Snaplex and, per node, heartbeat, slots, CPU, memory and active pipelines. Use it when runs wait or fail to start.",
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: { snaplex_path: z.string().describe("runtime_path_id"), org },
  example: { snaplex_path: "myOrg/rt/local/dev" },
  response: z.object({
    name: z.string(),
    path: z.string(),
    runtime_path_id: z.string(),
    location: z.string(),
    environment: z.string(),
    status: z.enum(["up", "down"]),
    health: z.enum(["healthy", "degraded", "down"]),
    version: z.string(),
    slots_per_node: z.int(),
    runs_queued: z.int(),
    runs_queued_max: z.int(),
    created: z.string(),
    nodes_running: z.int(),
    nodes_down: z.int(),
    nodes: z.array(nodeSchema),
    nodes_omitted: z.int().optional(),
  }),
  async run(call, input) {
    const own = input.snaplex_path.split("/").find((part) => part !== "");
    const known = /^\/?[^/]+\/rt\//.test(input.snaplex_path) ? own : undefined;
    const details = await call.control.snaplexes.details(call.caller, {
      org: input.org ?? known ?? whereOf(call, input).org,
      snaplexPath: input.snaplex_path,
    });
    call.note({ org: details.org });
    const { items, omitted } = takeWithin(
      details.nodes.map((node) => ({
        host: node.host,
        status: node.status,
        version: node.version,
        last_heartbeat: new Date(node.lastHeartbeatMs).toISOString(),
        slots: node.slots,
        slots_in_use: node.slotsInUse,
        cpu_percent: Math.round(node.cpuShare * 1000) / 10,
        memory_used_bytes: node.memoryUsedBytes,
        memory_total_bytes: node.memoryTotalBytes,
        active_pipelines: node.activePipelines,
      })),
      answerCharacters.list,
    );
    return {
      name: details.name,
      path: details.path,
      runtime_path_id: details.runtimePathId,
      location: details.location,
      environment: details.environment,
      status: details.status,
      health: details.health,
      version: details.version,
      slots_per_node: details.slotsPerNode,
      runs_queued: details.runsQueued,
      runs_queued_max: details.runsQueuedMax,
      created: new Date(details.createdMs).toISOString(),
      nodes_running: details.nodesRunning,
      nodes_down: details.nodesDown,
      nodes: [...items],
      ...(omitted === 0 ? {} : { nodes_omitted: omitted }),
    };
  },
});
