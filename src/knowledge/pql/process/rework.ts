import type { PqlNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { Expression } from "../expression.ts";
import type { DerivedFunction } from "../function.ts";
import { logRows } from "./log-rows.ts";
import { perCase } from "./per-case.ts";

export const rework: DerivedFunction = {
  kind: "derived",
  name: "CALC_REWORK",
  syntax: 'CALC_REWORK([condition] [, "ACTIVITIES"."ACTIVITY"])',
  summary: "How many activities each case has, all of them or those for which a condition holds.",
  source: "docs.celonis.com/en/calc_rework.html",
  derive(call, checker) {
    const given = call.kind === "call" ? call.arguments : [];
    const [first, second, ...more] = given;
    if (call.kind !== "call" || more.length > 0) throw checker.wrongArguments(call, this.syntax);
    const { condition, column } = argumentsOf(first, second, checker);
    const rows = logRows(call, column, checker, ["STRING"]);
    const filter = condition === undefined ? [] : [{ name: "c", expression: condition }];
    return perCase(
      call,
      rows,
      {
        type: "INT",
        key: "",
        empty: 0,
        columns: [{ name: "a", expression: rows.activity }, ...filter],
        sql: () => `count(a)${condition === undefined ? "" : " FILTER (WHERE c)"}`,
        evaluate: (events) =>
          events.filter(([activity = null, holds = true]) => activity !== null && holds === true)
            .length,
      },
      checker,
    );
  },
};

/** One argument alone may be the condition or the column. */
function argumentsOf(
  first: PqlNode | undefined,
  second: PqlNode | undefined,
  checker: Checker,
): { readonly condition: Expression | undefined; readonly column: PqlNode | undefined } {
  if (first === undefined) return { condition: undefined, column: undefined };
  if (second === undefined) {
    const alone = checker.row(first, "The argument of CALC_REWORK", ["BOOLEAN", "STRING"]);
    return alone.type === "STRING"
      ? { condition: undefined, column: first }
      : { condition: alone, column: undefined };
  }
  return { condition: checker.condition(first, "The condition of CALC_REWORK"), column: second };
}
