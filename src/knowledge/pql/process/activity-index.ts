import type { CallNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression, PqlValue } from "../expression.ts";
import type { DerivedFunction } from "../function.ts";
import { type LogRows, logRows } from "./log-rows.ts";
import { type CaseWindow, perEvent } from "./per-event.ts";

/** Numbers events of a case from 1; those without an activity get none and do not count. */
interface Numbering {
  readonly name: string;
  readonly summary: string;
  sql(activity: string, window: CaseWindow): string;
  evaluate(activities: readonly PqlValue[]): readonly number[];
}

const numberings: readonly Numbering[] = [
  {
    name: "INDEX_ACTIVITY_ORDER",
    summary: "The place of each activity in its case, from 1.",
    sql: (activity, window) => `row_number() OVER (${window.ordered(isNamed(activity))})`,
    evaluate: (activities) => activities.map((_, index) => index + 1),
  },
  {
    name: "INDEX_ACTIVITY_ORDER_REVERSE",
    summary: "The place of each activity in its case, counted from the last, from 1.",
    sql: (activity, window) => `row_number() OVER (${window.reversed(isNamed(activity))})`,
    evaluate: (activities) => activities.map((_, index) => activities.length - index),
  },
  {
    name: "INDEX_ACTIVITY_TYPE",
    summary: "The how-manieth occurrence of its activity in the case each event is, from 1.",
    sql: (activity, window) => `row_number() OVER (${window.ordered(activity)})`,
    evaluate: occurrences,
  },
  {
    name: "INDEX_ACTIVITY_TYPE_REVERSE",
    summary: "As INDEX_ACTIVITY_TYPE, counted from the last.",
    sql: (activity, window) => `row_number() OVER (${window.reversed(activity)})`,
    evaluate: (activities) => occurrences(activities.toReversed()).toReversed(),
  },
];

const source = "help.celonis.de/pql47/en/index_activity_type";

const byCounting = numberings.map((numbering): DerivedFunction => ({
  kind: "derived",
  name: numbering.name,
  syntax: `${numbering.name}("ACTIVITIES"."ACTIVITY")`,
  summary: numbering.summary,
  source,
  derive(call, checker) {
    return numbered(numbering, call, rowsOf(call, this.syntax, checker), checker);
  },
}));

const inRow: DerivedFunction = {
  kind: "derived",
  name: "INDEX_ACTIVITY_LOOP",
  syntax: 'INDEX_ACTIVITY_LOOP("ACTIVITIES"."ACTIVITY")',
  summary: "How often each activity has happened directly one after the other, from 1.",
  source: "help.celonis.de/pql47/en/index_activity_loop",
  derive(call, checker) {
    return loopIndex(call, rowsOf(call, this.syntax, checker), checker);
  },
};

const neighbours = (["ACTIVITY_LAG", "ACTIVITY_LEAD"] as const).map((name): DerivedFunction => ({
  kind: "derived",
  name,
  syntax: `${name}("ACTIVITIES"."COLUMN" [, events])`,
  summary: `The value of the event ${name === "ACTIVITY_LAG" ? "before" : "after"} in the same case, or of one further away.`,
  source: "docs.celonis.com/en/activity_lag.html",
  derive(call, checker) {
    return neighbour(call, name === "ACTIVITY_LAG" ? -1 : 1, this.syntax, checker);
  },
}));

export const activityIndexes: readonly DerivedFunction[] = [...byCounting, inRow, ...neighbours];

/**
 * The how-manieth of equal activities in direct succession. Among the activities of a case and among the equal ones of a
 * case, places differ by the same number as long as equal ones follow each other.
 */
export function loopIndex(
  call: CallNode | SpecialNode,
  rows: LogRows,
  checker: Checker,
): Expression {
  const [order, , type] = numberings;
  const inner = [order, type].flatMap((numbering) =>
    numbering === undefined
      ? []
      : [numbered(numbering, { ...call, name: numbering.name }, rows, checker)],
  );
  return perEvent(
    { ...call, name: inRow.name },
    rows,
    {
      type: "INT",
      key: "",
      values: [rows.activity, ...inner],
      sql: ([activity = "", place = "", occurrence = ""], window) =>
        named(
          activity,
          `row_number() OVER (${window.ordered(`${activity}, ${place} - ${occurrence}`)})`,
        ),
      evaluate: (events) => runs(events.map(([activity = null]) => activity)),
    },
    checker,
  );
}

function numbered(
  numbering: Numbering,
  call: CallNode | SpecialNode,
  rows: LogRows,
  checker: Checker,
): Expression {
  return perEvent(
    call,
    rows,
    {
      type: "INT",
      key: "",
      values: [rows.activity],
      sql: ([activity = ""], window) => named(activity, numbering.sql(activity, window)),
      evaluate: (events) => {
        const activities = events.map(([activity = null]) => activity);
        const numbers = numbering.evaluate(activities.filter((activity) => activity !== null));
        let next = 0;
        return activities.map((activity) => (activity === null ? null : (numbers[next++] ?? null)));
      },
    },
    checker,
  );
}

function neighbour(
  call: CallNode | SpecialNode,
  direction: 1 | -1,
  syntax: string,
  checker: Checker,
): Expression {
  const [node, distance, ...more] = call.kind === "call" ? call.arguments : [];
  if (node === undefined || more.length > 0) throw checker.wrongArguments(call, syntax);
  const rows = logRows(call, node, checker);
  const events =
    distance === undefined ? 1 : checker.wholeNumber(distance, `The distance of ${call.name}`);
  if (events < 0) throw checker.wrongArguments(call, syntax);
  return perEvent(
    call,
    rows,
    {
      type: rows.activity.type,
      key: String(events),
      values: [rows.activity],
      sql: ([value = ""], window) =>
        `${direction < 0 ? "lag" : "lead"}(${value}, ${events}) OVER (${window.ordered()})`,
      evaluate: (all) => all.map((_, index) => all[index + direction * events]?.[0] ?? null),
    },
    checker,
  );
}

function rowsOf(call: CallNode | SpecialNode, syntax: string, checker: Checker): LogRows {
  const [node, ...more] = call.kind === "call" ? call.arguments : [];
  if (node === undefined || more.length > 0) throw checker.wrongArguments(call, syntax);
  return logRows(call, node, checker);
}

function isNamed(activity: string): string {
  return `(${activity} IS NULL)`;
}

function named(activity: string, sql: string): string {
  return `CASE WHEN ${activity} IS NOT NULL THEN ${sql} END`;
}

function occurrences(activities: readonly PqlValue[]): readonly number[] {
  return activities.map(
    (activity, index) => activities.slice(0, index + 1).filter((one) => one === activity).length,
  );
}

function runs(activities: readonly PqlValue[]): readonly PqlValue[] {
  let last: PqlValue = null;
  let count = 0;
  return activities.map((activity) => {
    if (activity === null) return null;
    count = activity === last ? count + 1 : 1;
    last = activity;
    return count;
  });
}
