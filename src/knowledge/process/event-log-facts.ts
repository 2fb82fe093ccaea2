import type { Cell, SqlResult, SqlStatement } from "../warehouse/warehouse.ts";
import { numberIn, numberOrNull, textIn, textOrNull } from "./cells.ts";
import type { ProcessSource } from "./process-source.ts";
import { codesOfTrace, throughputOfTrace, timeOf, traceTables } from "./traces.ts";

/** An event log in numbers. Only events that have a case, an activity and a timestamp count. */
export interface EventLogFacts {
  readonly events: number;
  /** Rows that have no case, no activity or no timestamp. */
  readonly incompleteRows: number;
  readonly cases: number;
  readonly activities: number;
  readonly variants: number;
  /** Distinct pairs of activities of which one directly follows the other, and how often any does. */
  readonly edges: number;
  readonly steps: number;
  /** From the first event of a case to its last, in seconds; null when there is no case. */
  readonly throughputMean: number | null;
  readonly throughputMedian: number | null;
  /** Cases in which some activity happens more than once, and the events that repeat one of their case. */
  readonly reworkCases: number;
  readonly reworkEvents: number;
  /** ISO 8601 without a zone. */
  readonly firstTimestamp: string | null;
  readonly lastTimestamp: string | null;
  /** How many cases begin and end with which activity, most first. */
  readonly startActivities: readonly ActivityCases[];
  readonly endActivities: readonly ActivityCases[];
}

export interface ActivityCases {
  readonly activity: string;
  readonly cases: number;
}

export async function askEventLogFacts(
  source: ProcessSource,
  signal: AbortSignal,
): Promise<EventLogFacts> {
  return readFacts(await source.warehouse.query(eventLogFactsStatement(source), signal));
}

/** One row of numbers, then a row an activity at the start or the end of cases. */
export function eventLogFactsStatement(source: ProcessSource): SqlStatement {
  const text = `${traceTables(source)},
lasting AS MATERIALIZED (SELECT ${codesOfTrace} AS codes, ${timeOf("steps[1]")} AS began, ${throughputOfTrace} AS micros FROM traces),
variants AS MATERIALIZED (SELECT codes, count(*) AS cases, len(codes) - list_unique(codes) AS repeats FROM lasting GROUP BY codes),
ends AS (SELECT 'start' AS kind, codes[1] AS code, sum(cases) AS cases FROM variants GROUP BY codes[1]
  UNION ALL SELECT 'end', codes[-1], sum(cases) FROM variants GROUP BY codes[-1])
SELECT 'facts' AS kind, NULL AS activity, coalesce(sum(cases), 0)::BIGINT AS cases,
  coalesce(sum(cases * len(codes)), 0)::BIGINT, (SELECT count(*) FROM events), (SELECT count(*) FROM names), count(*),
  (SELECT count(*) FROM (SELECT DISTINCT unnest(codes[:-2]), unnest(codes[2:]) FROM variants)),
  (SELECT avg(micros) / 1e6 FROM lasting), (SELECT median(micros) / 1e6 FROM lasting),
  coalesce(sum(cases) FILTER (repeats > 0), 0)::BIGINT, coalesce(sum(repeats * cases), 0)::BIGINT,
  (SELECT make_timestamp(min(began)) FROM lasting), (SELECT make_timestamp(max(began + micros)) FROM lasting) FROM variants
UNION ALL
SELECT kind, activity, cases::BIGINT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM ends JOIN names USING (code)
ORDER BY kind, cases DESC, activity`;
  return { text, values: source.events.values };
}

function readFacts(result: SqlResult): EventLogFacts {
  const row = result.rows.find(([kind]) => kind === "facts") ?? [];
  const [, , cases, events, rows, activities, variants, edges, mean, median, rework, repeats] = row;
  return {
    events: numberIn(events),
    incompleteRows: numberIn(rows) - numberIn(events),
    cases: numberIn(cases),
    activities: numberIn(activities),
    variants: numberIn(variants),
    edges: numberIn(edges),
    steps: numberIn(events) - numberIn(cases),
    throughputMean: numberOrNull(mean),
    throughputMedian: numberOrNull(median),
    reworkCases: numberIn(rework),
    reworkEvents: numberIn(repeats),
    firstTimestamp: textOrNull(row[12]),
    lastTimestamp: textOrNull(row[13]),
    startActivities: casesOf(result, "start"),
    endActivities: casesOf(result, "end"),
  };
}

function casesOf(result: SqlResult, kind: string): readonly ActivityCases[] {
  return result.rows
    .filter((row: readonly Cell[]) => row[0] === kind)
    .map((row) => ({ activity: textIn(row[1]), cases: numberIn(row[2]) }));
}
