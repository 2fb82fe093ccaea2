import type { CallNode, PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression, PqlValue } from "../expression.ts";
import type { DerivedFunction } from "../function.ts";
import { pqlProblem } from "../problem.ts";
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
  return perCase(
    call,
    most === undefined ? rows : rows,
    {
      type: "STRING",
      key: String(most),
      empty: null,
      columns: [{ name: "a", expression: rows.activity }],
      sql: (site, events) => {
        if (most === undefined) return events.text("a", "', '");
        const length = site.bind(most, "INT");
        if (site.dialect.name === "duckdb") {
          return `array_to_string(${shortenedList(events.list("a"), length)}, ', ')`;
        }
        throw new Error("assertion failed: SHORTENED is refused for other databases");
      },
      evaluate: (events) => joined(events, most),
    },
    checker,
  );
}

/** An element goes when as many before it as may stand in a row are the same. */
function shortenedList(list: string, most: string): string {
  return `list_transform(list_filter(list_transform([${list}], lambda all: list_transform(all, lambda item, i: {v: item, keep: i <= ${most} OR list_unique(all[i - ${most}:i]) > 1}))[1], lambda event: event.keep), lambda event: event.v)`;
}

function joined(events: readonly (readonly PqlValue[])[], most: number | undefined): PqlValue {
  const kept: PqlValue[] = [];
  let run = 0;
  let last: PqlValue = null;
  for (const [activity = null] of events) {
    if (activity === null) continue;
    run = activity === last ? run + 1 : 1;
    last = activity;
    if (most === undefined || run <= most) kept.push(activity);
  }
  return kept.length === 0 ? null : kept.join(separator);
}
