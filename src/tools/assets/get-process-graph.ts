import { z } from "zod";
import { thinGraph } from "../../knowledge/process/thin-graph.ts";
import { defineAssetTool, readsData } from "./define-asset-tool.ts";
import { inAppliedFilters } from "./in-applied-filters.ts";
import { processInput, processQuestion, processScope, scopeContent } from "./process-input.ts";

const share = z.number().gt(0).max(1);

export default defineAssetTool({
  kind: "get_process_graph",
  title: "Get the process graph",
  describe: () =>
    "Draws the process as a directly-follows graph: activities and the steps between them, with frequencies, durations, starts, ends and rework. Thin it out with the two shares.",
  annotations: readsData,
  input: ({ asset, limits }) =>
    z.strictObject({
      ...processInput(asset.knowledge.model, limits),
      activity_share: share.describe("Of the activities, the most frequent.").default(1),
      edge_share: share.describe("Of the edges between those.").default(1),
    }),
  content: z.object({
    cases: z.int(),
    events: z.int(),
    variants: z.int(),
    nodes: z.array(
      z.object({
        activity: z.string(),
        events: z.int(),
        cases: z.int(),
        start_cases: z.int(),
        end_cases: z.int(),
        rework_cases: z.int(),
      }),
    ),
    edges: z.array(
      z.object({
        source: z.string(),
        target: z.string(),
        count: z.int(),
        cases: z.int(),
        duration_mean_seconds: z.number(),
        duration_median_seconds: z.number(),
        duration_p90_seconds: z.number(),
      }),
    ),
    left_out: z
      .object({ activities: z.int(), events: z.int(), edges: z.int(), steps: z.int() })
      .describe("What the shares leave out."),
    truncated: z.boolean().optional(),
    ...processScope,
    note: z.string(),
  }),
  example: () => ({ edge_share: 0.5 }),
  async run({ asset, limits, signal }, input) {
    const { answer, eventLog, scope } = await inAppliedFilters(
      asset.knowledge.processGraph(processQuestion(input), asset.asker, signal),
    );
    const asked = { activityShare: input.activity_share, edgeShare: input.edge_share };
    const whole = thinGraph(answer, asked);
    const most = limits.assetGraphItemsMax;
    const truncated = whole.nodes.length > most || whole.edges.length > most;
    const graph = truncated
      ? thinGraph(answer, {
          activityShare: Math.min(asked.activityShare, most / answer.nodes.length),
          edgeShare: Math.min(asked.edgeShare, most / Math.max(1, whole.edges.length)),
        })
      : whole;
    const { leftOut } = graph;
    const note = [
      `${graph.nodes.length} of ${answer.nodes.length} activities, ${graph.edges.length} of ${answer.edges.length} edges, over ${answer.cases} cases.`,
      ...(truncated
        ? [
            `An answer has at most ${most} of each (assetGraphItemsMax): filter, or send smaller shares.`,
          ]
        : []),
    ].join(" ");
    return {
      content: {
        cases: answer.cases,
        events: answer.events,
        variants: answer.variants,
        nodes: graph.nodes.map((node) => ({
          activity: node.activity,
          events: node.events,
          cases: node.cases,
          start_cases: node.startCases,
          end_cases: node.endCases,
          rework_cases: node.reworkCases,
        })),
        edges: graph.edges.map((edge) => ({
          source: edge.source,
          target: edge.target,
          count: edge.count,
          cases: edge.cases,
          duration_mean_seconds: edge.durationMean,
          duration_median_seconds: edge.durationMedian,
          duration_p90_seconds: edge.durationP90,
        })),
        left_out: { ...leftOut },
        ...(truncated ? { truncated } : {}),
        ...scopeContent(eventLog, scope),
        note,
      },
    };
  },
});
