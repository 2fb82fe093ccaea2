import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression, PqlValue } from "../expression.ts";
import type { DerivedFunction } from "../function.ts";
import { pqlProblem } from "../problem.ts";
import { loopIndex } from "./activity-index.ts";
import { logRows } from "./log-rows.ts";
import { perCase } from "./per-case.ts";

const separator = ", ";

export const variant: DerivedFunction = {
  kind: "derived",
  name: "VARIANT",
  syntax: 'VARIANT("ACTIVITIES"."ACTIVITY")',
  summary: "The activities of each case in their order, joined by ', '; nulls are left out.",
  source: "docs.celonis.com/en/variant.html",
  derive(call, checker) {
    return variantOf(call, columnOf(call, this.syntax, checker), undefined, checker);
  },
};

export const shortened: DerivedFunction = {
  kind: "derived",
  name: "SHORTENED",
  syntax: 'SHORTENED(VARIANT("ACTIVITIES"."ACTIVITY") [, most repetitions])',
  summary: "The variant in which no activity stands more often in a row; 2 unless said.",
  source: "docs.celonis.com/en/variant.html",
  derive(call, checker) {
    const [inner, length, ...more] = call.kind === "call" ? call.arguments : [];
    if (inner?.kind !== "call" || inner.name !== "VARIANT" || more.length > 0) {
      throw checker.wrongArguments(call, this.syntax);
    }
    const most =
      length === undefined ? 2 : checker.wholeNumber(length, "The cycle length of SHORTENED");
    if (most < 1 || most > cycleLengthMax) {
      throw pqlProblem(
        checker.span(call),
        "pql-type",
        `SHORTENED cannot keep ${most} repetitions.`,
        `Expected 1 to ${cycleLengthMax}.`,
        "Write the most times that an activity may stand in a row, for example 2.",
      );
    }
    return variantOf(call, columnOf(inner, variant.syntax, checker), most, checker);
  },
};

const cycleLengthMax = 1_000;

function columnOf(call: CallNode | SpecialNode, syntax: string, checker: Checker): PqlNode {
  const [node, ...more] = call.kind === "call" ? call.arguments : [];
  if (node === undefined || more.length > 0) throw checker.wrongArguments(call, syntax);
  return node;
}

function variantOf(
  call: CallNode | SpecialNode,
  node: PqlNode,
  most: number | undefined,
  checker: Checker,
): Expression {
  const rows = logRows(call, node, checker, ["STRING"]);
  const activity = { name: "a", expression: rows.activity };
  if (most === undefined) {
    return perCase(
      call,
      rows,
      {
        type: "STRING",
        key: "",
        empty: null,
        columns: [activity],
        sql: (site, events) => events.text("a", site.bind(separator, "STRING")),
        evaluate: (events) => joined(events.map(([name = null]) => name)),
      },
      checker,
    );
  }
  return perCase(
    call,
    rows,
    {
      type: "STRING",
      key: String(most),
      empty: null,
      columns: [activity, { name: "i", expression: loopIndex(call, rows, checker) }],
      sql: (site, events) =>
        events.text(
          `CASE WHEN i <= ${site.bind(most, "INT")} THEN a END`,
          site.bind(separator, "STRING"),
        ),
      evaluate: (events) =>
        joined(
          withoutLongRuns(
            events.map(([name = null]) => name),
            most,
          ),
        ),
    },
    checker,
  );
}

function withoutLongRuns(activities: readonly PqlValue[], most: number): readonly PqlValue[] {
  const kept: PqlValue[] = [];
  for (const activity of activities) {
    if (activity === null) continue;
    const before = kept.slice(-most);
    if (before.length < most || before.some((one) => one !== activity)) kept.push(activity);
  }
  return kept;
}

function joined(activities: readonly PqlValue[]): PqlValue {
  const named = activities.filter((activity) => activity !== null);
  return named.length === 0 ? null : named.join(separator);
}
