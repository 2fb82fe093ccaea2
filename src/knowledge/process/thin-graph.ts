import type { GraphEdge, GraphNode, ProcessGraph } from "./process-graph.ts";

export interface GraphShares {
  /** How much of the activities, and of the edges between those, to show: from 0 to 1, at least one. */
  readonly activityShare: number;
  readonly edgeShare: number;
}

/** The frequent part of a graph, and how much of the whole it leaves out. Its edges still mean "directly before". */
export interface ThinGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly leftOut: LeftOut;
}

export interface LeftOut {
  readonly activities: number;
  readonly events: number;
  readonly edges: number;
  /** Steps from one event to the next that run along edges left out. */
  readonly steps: number;
}

/** Takes the most frequent activities and edges; the order of the graph is kept. */
export function thinGraph(graph: ProcessGraph, shares: GraphShares): ThinGraph {
  const nodes = graph.nodes.slice(0, countOf(shares.activityShare, graph.nodes.length));
  const shown = new Set(nodes.map((node) => node.activity));
  const between = graph.edges.filter((edge) => shown.has(edge.source) && shown.has(edge.target));
  const edges = between.slice(0, countOf(shares.edgeShare, between.length));
  return {
    nodes,
    edges,
    leftOut: {
      activities: graph.nodes.length - nodes.length,
      events: sum(graph.nodes, "events") - sum(nodes, "events"),
      edges: graph.edges.length - edges.length,
      steps: sum(graph.edges, "count") - sum(edges, "count"),
    },
  };
}

function countOf(share: number, all: number): number {
  return Math.max(1, Math.min(all, Math.ceil(share * all - rounding)));
}

/** `0.3 * 10` is a little more than 3. */
const rounding = 1e-9;

function sum<K extends string>(items: readonly Readonly<Record<K, number>>[], key: K): number {
  return items.reduce((so, item) => so + item[key], 0);
}
