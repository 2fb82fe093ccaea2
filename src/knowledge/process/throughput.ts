import type { Cell, SqlResult, SqlStatement } from "../warehouse/warehouse.ts";
import { BoundValues } from "./bound-values.ts";
import { numberIn, numberOrNull, textOrNull } from "./cells.ts";
import type { ProcessSource } from "./process-source.ts";

export interface ThroughputQuestion {
  readonly from: TracePoint;
  readonly to: TracePoint;
  /** Bars of the histogram, all of the same width, from the shortest duration to the longest. */
  readonly buckets: number;
  /** Whether the events have a column `group`, an attribute of their case, and how many of its values to tell of. */
  readonly groupsMax?: number;
}

/** Where in a trace to measure from or to. */
export type TracePoint =
  | { readonly kind: "case-start" }
  | { readonly kind: "case-end" }
  | { readonly kind: "first" | "last"; readonly activity: string };

/** Durations are in seconds. */
export interface ThroughputAnswer {
  readonly all: Durations;
  readonly histogram: readonly Bucket[];
  /** Groups with the most cases first; absent when not asked for. */
  readonly groups?: readonly GroupDurations[];
  /** Values of the group in all; more than `groups` has when they were too many. */
  readonly groupCount?: number;
}

export interface Durations {
  /** Cases with at least one event, and those of them in which both points occur, the first not after the second. */
  readonly cases: number;
  readonly measured: number;
  /** Null when nothing could be measured. */
  readonly statistics: DurationStatistics | null;
}

export interface DurationStatistics {
  readonly mean: number;
  readonly min: number;
  readonly p10: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
  readonly max: number;
}

export interface GroupDurations extends Durations {
  readonly value: string | null;
}

/** From `from` up to but not with `to`; the last bucket has its end. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly cases: number;
}

/** How long cases take, or take from one activity to another. */
export async function askThroughput(
  source: ProcessSource,
  question: ThroughputQuestion,
  signal: AbortSignal,
): Promise<ThroughputAnswer> {
  const result = await source.warehouse.query(throughputStatement(source, question), signal);
  return readThroughput(result, question);
}

/** One row of all cases, a row a group, and a row a bucket that is not empty. */
export function throughputStatement(
  source: ProcessSource,
  question: ThroughputQuestion,
): SqlStatement {
  const values = new BoundValues(source.warehouse.dialect, source.events);
  const { groupsMax } = question;
  const grouped = groupsMax !== undefined;
  return values.statement(`WITH events AS (${source.events.text}),
known AS (SELECT "case" AS id, "activity"::VARCHAR AS activity, epoch_us("timestamp") AS micros
  ${grouped ? `, "group"::VARCHAR AS value` : ""} FROM events
  WHERE "case" IS NOT NULL AND "activity" IS NOT NULL AND "timestamp" IS NOT NULL),
bounds AS (SELECT ${pointSql(question.from, values)} AS began, ${pointSql(question.to, values)} AS ended
  ${grouped ? ", any_value(value) AS value" : ""} FROM known GROUP BY id),
durations AS MATERIALIZED (SELECT CASE WHEN began <= ended THEN (ended - began) / 1e6 END AS seconds
  ${grouped ? ", value" : ""} FROM bounds),
range AS (SELECT min(seconds) AS low, max(seconds) AS high FROM durations),
buckets AS (SELECT CASE WHEN high > low
    THEN least(floor((seconds - low) / (high - low) * ${values.bind(question.buckets)}), ${values.bind(question.buckets)} - 1)
    ELSE 0 END AS bucket, count(*) AS cases
  FROM durations CROSS JOIN range WHERE seconds IS NOT NULL GROUP BY 1)
SELECT 'all' AS kind, NULL AS value, ${statisticsSql}, NULL AS group_count FROM durations
UNION ALL SELECT 'bucket', NULL, cases, NULL, NULL, bucket, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM buckets
${grouped ? groupSql(values.bind(groupsMax)) : ""}
ORDER BY kind, 3 DESC, value NULLS LAST`);
}

const statisticsSql = `count(*) AS cases, count(seconds) AS measured, avg(seconds) AS mean, min(seconds) AS low,
  ${[0.1, 0.25, 0.5, 0.75, 0.9].map((share) => `quantile_cont(seconds, ${share})`).join(", ")}, max(seconds) AS high`;

function groupSql(most: string): string {
  return `UNION ALL SELECT * FROM (SELECT 'group', value, ${statisticsSql}, count(*) OVER () FROM durations GROUP BY value
  ORDER BY count(*) DESC, value NULLS LAST LIMIT ${most})`;
}

function pointSql(point: TracePoint, values: BoundValues): string {
  const earliest = point.kind === "case-start" || point.kind === "first";
  const moment = earliest ? "min(micros)" : "max(micros)";
  if (!("activity" in point)) return moment;
  return `${moment} FILTER (activity = ${values.bind(point.activity)})`;
}

function readThroughput(result: SqlResult, question: ThroughputQuestion): ThroughputAnswer {
  const rowsOf = (kind: string): readonly (readonly Cell[])[] =>
    result.rows.filter((row) => row[0] === kind);
  const all = durationsIn(rowsOf("all")[0] ?? []);
  const answer = { all, histogram: histogram(all.statistics, rowsOf("bucket"), question.buckets) };
  if (question.groupsMax === undefined) return answer;
  const rows = rowsOf("group");
  const groups = rows.map((row) => ({ value: textOrNull(row[1]), ...durationsIn(row) }));
  return { ...answer, groups, groupCount: numberOrNull(rows[0]?.[12] ?? null) ?? 0 };
}

function durationsIn(row: readonly Cell[]): Durations {
  const [, , cases, measured, mean, min, p10, p25, median, p75, p90, max] = row;
  const counts = { cases: numberIn(cases), measured: numberIn(measured) };
  if (counts.measured === 0) return { ...counts, statistics: null };
  return {
    ...counts,
    statistics: {
      mean: numberIn(mean),
      min: numberIn(min),
      p10: numberIn(p10),
      p25: numberIn(p25),
      median: numberIn(median),
      p75: numberIn(p75),
      p90: numberIn(p90),
      max: numberIn(max),
    },
  };
}

/** Every bucket, also the empty ones; one alone when all durations are the same. */
function histogram(
  statistics: DurationStatistics | null,
  rows: readonly (readonly Cell[])[],
  buckets: number,
): readonly Bucket[] {
  if (statistics === null) return [];
  const { min, max } = statistics;
  const cases = new Map(rows.map((row) => [numberIn(row[5]), numberIn(row[2])]));
  const count = max > min ? buckets : 1;
  const edge = (index: number): number =>
    index === count ? max : min + ((max - min) * index) / count;
  return Array.from({ length: count }, (_, index) => ({
    from: edge(index),
    to: edge(index + 1),
    cases: cases.get(index) ?? 0,
  }));
}
