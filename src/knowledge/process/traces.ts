import { Refusal } from "../../base/errors.ts";
import type { ProcessSource } from "./process-source.ts";

/**
 * The beginning of a statement: `WITH` the events, the activities and the traces, one a case.
 *
 * - `known`: the events that have a case, an activity and a timestamp.
 * - `names (code, activity)`: activities in alphabetical order, counted from 1; the list `letters` of the one row of `alphabet`
 *   has them by code.
 * - `traces (id, steps)`: each event of a case as one number, in the order in which they happened.
 *
 * A step holds the timestamp in microseconds, the place among events of that timestamp and the code of the activity, 32
 * bits each for the last two, so that sorting numbers sorts events. On ten million events that takes a third of what
 * `list(activity ORDER BY timestamp)` takes.
 */
export function traceTables(source: ProcessSource, keep: "" | "MATERIALIZED" = ""): string {
  if (source.warehouse.dialect.name !== "duckdb") throw onlyDuckDb();
  const place = source.sorted
    ? `row_number() OVER (ORDER BY "sorting" NULLS LAST, "$row")`
    : `"$row"`;
  const once = readsBareTable(source) ? "NOT MATERIALIZED" : "MATERIALIZED";
  return `WITH events AS ${once} (${source.events.text}),
known AS ${once} (SELECT "case" AS id, "activity"::VARCHAR AS activity, "timestamp" AS moment, ${place} AS place FROM events
  WHERE "case" IS NOT NULL AND "activity" IS NOT NULL AND "timestamp" IS NOT NULL),
names AS MATERIALIZED (SELECT activity, row_number() OVER (ORDER BY activity) AS code
  FROM (SELECT DISTINCT activity FROM known)),
alphabet AS MATERIALIZED (SELECT coalesce(list(activity ORDER BY code), []) AS letters FROM names),
traces AS ${keep} (SELECT id, list_sort(list(epoch_us(moment)::HUGEINT * ${timeUnit} + place * ${placeUnit} + code)) AS steps
  FROM known JOIN names USING (activity) GROUP BY id)`;
}

const timeUnit = "18446744073709551616::HUGEINT";
const placeUnit = "4294967296::HUGEINT";

/** The timestamp of a step, in microseconds since 1970. */
export function timeOf(step: string): string {
  return `(${step} >> 64)::BIGINT`;
}

/** The code of the activity of a step. */
export function codeOf(step: string): string {
  return `(${step} & 4294967295::HUGEINT)::BIGINT`;
}

/** From the first event of a trace to its last, in microseconds. */
export const throughputOfTrace = `${timeOf("steps[-1]")} - ${timeOf("steps[1]")}`;

export const codesOfTrace = `list_transform(steps, lambda step: ${codeOf("step")})`;

/** The events are read twice. Reading a table twice takes less than keeping it; filtering it twice may take more. */
function readsBareTable({ events, sorted }: ProcessSource): boolean {
  return !sorted && events.values.length === 0 && !/\b(WHERE|JOIN|OVER|WITH)\b/.test(events.text);
}

function onlyDuckDb(): Refusal {
  return new Refusal(
    "not-supported",
    "Process questions are not answered by this database",
    "Variants, process graphs, throughput and conformance are computed by DuckDB; the data model names another database.",
    "Let the data model load the activity table instead of leaving it in that database.",
  );
}
