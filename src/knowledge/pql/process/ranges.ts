import type { CallNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression, PqlValue } from "../expression.ts";
import { expressionKey } from "../expression-key.ts";
import type { DerivedFunction } from "../function.ts";
import type { SqlSite } from "../sql/sql-site.ts";
import { readParts } from "./form-reader.ts";
import { logRows } from "./log-rows.ts";
import { perCase } from "./per-case.ts";
import { perEvent } from "./per-event.ts";
import { type Bound, boundsOf, isAt, rangeGrammar } from "./range.ts";

const rangeSyntax =
  "CASE_START|FIRST_OCCURRENCE['A']|LAST_OCCURRENCE['A'] TO CASE_END|FIRST_OCCURRENCE['B']|LAST_OCCURRENCE['B']";

const throughput: DerivedFunction = {
  kind: "derived",
  name: "CALC_THROUGHPUT",
  syntax: `CALC_THROUGHPUT(${rangeSyntax}, REMAP_TIMESTAMPS("ACTIVITIES"."TIMESTAMP", DAYS) [, "ACTIVITIES"."ACTIVITY"])`,
  summary:
    "The time of each case from one event to another, as INT; null when one does not happen or they happen the other way round.",
  source: "help.celonis.de/display/PQL47/Throughput+Times",
  derive(call, checker) {
    if (call.kind !== "special") throw checker.wrongArguments(call, this.syntax);
    const form = readParts(call, rangeGrammar);
    const [timeNode, activityNode, ...more] = form.arguments;
    if (timeNode === undefined || more.length > 0) throw checker.wrongArguments(call, this.syntax);
    const bounds = boundsOf(form, call, checker);
    const time = checker.row(timeNode, "The time in CALC_THROUGHPUT", ["INT"]);
    const rows = logRows(call, activityNode ?? undefined, checker, ["STRING"]);
    return perCase(
      call,
      rows,
      {
        type: "INT",
        key: JSON.stringify([bounds, expressionKey(time)]),
        empty: null,
        columns: [
          { name: "a", expression: rows.activity },
          { name: "n", expression: time },
        ],
        sql: (site) => {
          const began = momentSql(bounds.from, "min", site);
          const ended = momentSql(bounds.to, "max", site);
          return `CASE WHEN ${began} <= ${ended} THEN ${ended} - ${began} END`;
        },
        evaluate: (events) => {
          const began = moment(bounds.from, "min", events);
          const ended = moment(bounds.to, "max", events);
          return began === undefined || ended === undefined || began > ended ? null : ended - began;
        },
      },
      checker,
    );
  },
};

/** The least time is that of the first event: times grow with the order of events. */
function momentSql(bound: Bound, edge: "min" | "max", site: SqlSite): string {
  if (bound.kind === "edge") return `${edge}(n)`;
  const aggregate = bound.kind === "first" ? "min" : "max";
  return `${aggregate}(n) FILTER (WHERE a = ${site.bind(bound.activity, "STRING")})`;
}

function moment(
  bound: Bound,
  edge: "min" | "max",
  events: readonly (readonly PqlValue[])[],
): number | undefined {
  const earliest = bound.kind === "edge" ? edge === "min" : bound.kind === "first";
  const times = events.flatMap(([activity = null, time = null]) =>
    time === null || !isAt(bound, activity) ? [] : [Number(time)],
  );
  if (times.length === 0) return undefined;
  return earliest ? Math.min(...times) : Math.max(...times);
}

const crop = cropping(
  "CALC_CROP",
  "1 for the events of a range of each case, null for the others.",
);
const cropToNull = cropping(
  "CALC_CROP_TO_NULL",
  "The value of the events of a range of each case, null for the others.",
);

export const ranges: readonly DerivedFunction[] = [throughput, crop, cropToNull];

function cropping(name: "CALC_CROP" | "CALC_CROP_TO_NULL", summary: string): DerivedFunction {
  return {
    kind: "derived",
    name,
    syntax: `${name}(${rangeSyntax}, "ACTIVITIES"."ACTIVITY")`,
    summary,
    source: "help.celonis.de/pql47/en/calc_crop",
    derive(call, checker) {
      return cropped(call, this.syntax, checker);
    },
  };
}

function cropped(call: CallNode | SpecialNode, syntax: string, checker: Checker): Expression {
  if (call.kind !== "special") throw checker.wrongArguments(call, syntax);
  const form = readParts(call, rangeGrammar);
  const [node, ...more] = form.arguments;
  if (node === undefined || more.length > 0) throw checker.wrongArguments(call, syntax);
  const bounds = boundsOf(form, call, checker);
  const rows = logRows(call, node, checker, ["STRING"]);
  const flags = call.name === "CALC_CROP";
  const place = perEvent(
    { ...call, name: "place" },
    rows,
    {
      type: "INT",
      key: "",
      values: [],
      sql: (_, window) => `row_number() OVER (${window.ordered()})`,
      evaluate: (events) => events.map((_, index) => index + 1),
    },
    checker,
  );
  return perEvent(
    call,
    rows,
    {
      type: flags ? "INT" : "STRING",
      key: JSON.stringify(bounds),
      values: [rows.activity, place],
      sql: ([activity = "", at = ""], window, site) => {
        const end = (bound: Bound, edge: "min" | "max"): string => {
          const aggregate = bound.kind === "edge" ? edge : bound.kind === "first" ? "min" : "max";
          const within =
            bound.kind === "edge"
              ? at
              : `CASE WHEN ${activity} = ${site.bind(bound.activity, "STRING")} THEN ${at} END`;
          return `${aggregate}(${within}) OVER (${window.whole()})`;
        };
        const inside = `${at} >= ${end(bounds.from, "min")} AND ${at} <= ${end(bounds.to, "max")}`;
        return `CASE WHEN ${inside} THEN ${flags ? "1" : activity} END`;
      },
      evaluate: (events) => {
        const activities = events.map(([activity = null]) => activity);
        const from = placeOf(bounds.from, 0, activities);
        const to = placeOf(bounds.to, activities.length - 1, activities);
        return activities.map((activity, index) =>
          from < 0 || to < 0 || index < from || index > to ? null : flags ? 1 : activity,
        );
      },
    },
    checker,
  );
}

function placeOf(bound: Bound, edge: number, activities: readonly PqlValue[]): number {
  if (bound.kind === "edge") return edge;
  return bound.kind === "first"
    ? activities.indexOf(bound.activity)
    : activities.lastIndexOf(bound.activity);
}
