import type { Expression } from "../expression.ts";
import { pqlProblem } from "../problem.ts";

/** Refuses `GLOBAL` where its value cannot be known yet; `where` as in "a filter", `reason` says why. */
export function refuseGlobal(expression: Expression, where: string, reason: string): void {
  switch (expression.kind) {
    case "call":
    case "aggregate":
      for (const inner of expression.arguments) refuseGlobal(inner, where, reason);
      return;
    case "bind":
      refuseGlobal(expression.operand, where, reason);
      return;
    case "value":
    case "column":
    case "derived":
      return;
    case "global":
      throw pqlProblem(
        expression.span,
        "pql-level",
        `GLOBAL cannot stand in ${where}.`,
        reason,
        'Use a PU function over everything, which ignores filters: PU_AVG(CONSTANT(), "TABLE"."COLUMN").',
      );
  }
}
