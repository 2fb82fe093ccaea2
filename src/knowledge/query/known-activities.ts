import { nearestNames } from "../../base/nearest.ts";
import { compileValues } from "../pql/compile-values.ts";
import type { TracePoint } from "../process/throughput.ts";
import type { OpenProcess } from "./ask-process.ts";
import { pql } from "./pql-build.ts";
import type { QueryParts } from "./query-parts.ts";
import { QuestionRefusal } from "./question-refusal.ts";
import { refusalOf } from "./refusal-of.ts";
import { shownId } from "./resolve-column.ts";

/** Refuses a point of a trace whose activity never happens in the events that the asker sees. */
export async function refuseUnknownActivity(
  parts: QueryParts,
  process: OpenProcess,
  point: TracePoint,
  attribute: string,
  signal: AbortSignal,
): Promise<void> {
  if (point.kind === "case-start" || point.kind === "case-end") return;
  const { log, question } = process;
  const compiled = compileValues(
    {
      node: pql.column(log.activityTable, log.activityColumn),
      conditions: question.conditions,
      limit: parts.limits.assetFilterValuesMax,
    },
    question.context,
  );
  if (compiled.kind === "invalid") throw refusalOf(compiled.findings, attribute);
  const { rows } = await parts.data.warehouse.query(compiled.statement, signal);
  const known = rows.flatMap(([activity]) => (typeof activity === "string" ? activity : []));
  if (known.includes(point.activity) || rows.length >= parts.limits.assetFilterValuesMax) return;
  const near = nearestNames(point.activity, known);
  throw new QuestionRefusal(
    attribute,
    `No event is called ${shownId(point.activity)}`,
    known.length === 0
      ? "The filters leave no events."
      : `The activities are ${known.slice(0, namesMax).map(shownId).join(", ")}${known.length > namesMax ? " and others" : ""}.`,
    near.length === 0
      ? "Send one of these, as it is written there."
      : `Did you mean ${near.map(shownId).join(" or ")}?`,
  );
}

/** Activities that a refusal names. */
const namesMax = 20;
