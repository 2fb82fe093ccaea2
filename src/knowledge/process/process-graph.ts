import type { Cell, SqlResult, SqlStatement } from "../warehouse/warehouse.ts";
import { numberIn, textIn } from "./cells.ts";
import type { ProcessSource } from "./process-source.ts";
import { codeOf, codesOfTrace, timeOf, traceTables } from "./traces.ts";

/** The directly-follows graph of all events: what happens, and what happens next. Most frequent first. */
export interface ProcessGraph {
  readonly cases: number;
  readonly events: number;
  readonly variants: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  readonly activity: string;
  readonly events: number;
  readonly cases: number;
  /** Cases that begin or end with it. */
  readonly startCases: number;
  readonly endCases: number;
  /** Cases in which it happens more than once. */
  readonly reworkCases: number;
}

/** One activity directly before another in the same case; the same twice is a self loop. */
export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly count: number;
  readonly cases: number;
  /** Between the two events, in seconds. */
  readonly durationMean: number;
  readonly durationMedian: number;
  readonly durationP90: number;
}

/** Every activity and every edge; `thinGraph` takes the frequent part. */
export async function askProcessGraph(
  source: ProcessSource,
  signal: AbortSignal,
): Promise<ProcessGraph> {
  return readGraph(await source.warehouse.query(processGraphStatement(source), signal));
}

/**
 * One row a node and a row an edge, by codes, and one row of totals. In how many cases something occurs is counted over
 * the variants, of which there are far fewer than cases; only durations need every event.
 */
export function processGraphStatement(source: ProcessSource): SqlStatement {
  const text = `${traceTables(source, "MATERIALIZED")},
variants AS MATERIALIZED (SELECT ${codesOfTrace} AS codes, count(*) AS cases FROM traces GROUP BY 1),
visits AS (SELECT code, cases, codes[1] = code AS starts, codes[-1] = code AS ends, count(*) AS times
  FROM (SELECT codes, cases, unnest(codes) AS code FROM variants) GROUP BY codes, cases, code),
nodes AS (SELECT code, sum(times * cases)::BIGINT AS events, sum(cases)::BIGINT AS cases,
  coalesce(sum(cases) FILTER (starts), 0)::BIGINT AS starts, coalesce(sum(cases) FILTER (ends), 0)::BIGINT AS ends,
  coalesce(sum(cases) FILTER (times > 1), 0)::BIGINT AS rework FROM visits GROUP BY code),
passed AS (SELECT source, target, sum(cases)::BIGINT AS cases FROM (
  SELECT DISTINCT codes, cases, source, target FROM (
    SELECT codes, cases, unnest(codes[:-2]) AS source, unnest(codes[2:]) AS target FROM variants))
  GROUP BY source, target),
steps AS (SELECT ${codeOf("step")} AS source, ${codeOf("next")} AS target, ${timeOf("next")} - ${timeOf("step")} AS micros
  FROM (SELECT unnest(steps[:-2]) AS step, unnest(steps[2:]) AS next FROM traces)),
edges AS (SELECT source, target, count(*) AS count, avg(micros) / 1e6 AS mean,
  quantile_cont(micros, [0.5, 0.9]) AS quantiles FROM steps GROUP BY source, target)
SELECT 'total', NULL, NULL, coalesce(sum(len(codes) * cases), 0)::BIGINT, coalesce(sum(cases), 0)::BIGINT, count(*), NULL, NULL
  FROM variants
UNION ALL
SELECT 'node', activity, NULL, events, cases, starts, ends, rework FROM nodes JOIN names USING (code)
UNION ALL
SELECT 'edge', source.activity, target.activity, count, cases, mean, quantiles[1] / 1e6, quantiles[2] / 1e6
  FROM edges JOIN passed USING (source, target)
  JOIN names source ON source.code = edges.source JOIN names target ON target.code = edges.target
ORDER BY 1 DESC, 4 DESC, 2, 3`;
  return { text, values: source.events.values };
}

function readGraph(result: SqlResult): ProcessGraph {
  const total = result.rows.find((row) => row[0] === "total") ?? [];
  return {
    events: numberIn(total[3]),
    cases: numberIn(total[4]),
    variants: numberIn(total[5]),
    nodes: result.rows.filter((row) => row[0] === "node").map(graphNode),
    edges: result.rows.filter((row) => row[0] === "edge").map(graphEdge),
  };
}

function graphNode(row: readonly Cell[]): GraphNode {
  const [, activity, , events, cases, starts, ends, rework] = row;
  return {
    activity: textIn(activity),
    events: numberIn(events),
    cases: numberIn(cases),
    startCases: numberIn(starts),
    endCases: numberIn(ends),
    reworkCases: numberIn(rework),
  };
}

function graphEdge(row: readonly Cell[]): GraphEdge {
  const [, source, target, count, cases, mean, median, p90] = row;
  return {
    source: textIn(source),
    target: textIn(target),
    count: numberIn(count),
    cases: numberIn(cases),
    durationMean: numberIn(mean),
    durationMedian: numberIn(median),
    durationP90: numberIn(p90),
  };
}
