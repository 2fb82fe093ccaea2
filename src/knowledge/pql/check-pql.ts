import type { Finding } from "../../base/finding.ts";
import { defaultLimits } from "../../base/limits.ts";
import type { PqlNode } from "./ast.ts";
import { CheckRun } from "./check/check-run.ts";
import type { PqlLimits } from "./cursor.ts";
import type { Expression, ExpressionType } from "./expression.ts";
import { caught } from "./problem.ts";
import type { CheckContext } from "./query.ts";
import { type Level, levelOf } from "./tables-of.ts";

export type CheckedPql =
  | {
      readonly kind: "checked";
      readonly expression: Expression;
      readonly type: ExpressionType;
      /** Whether it is a value of each row, of many rows, or of neither. */
      readonly level: Level;
      /** The table whose rows it has values for; only of level `row`. */
      readonly table?: string;
    }
  | { readonly kind: "invalid"; readonly findings: readonly Finding[] };

/** Checks one PQL expression: names, types, levels and joins. Spans of findings are those of `node`. */
export function checkPql(
  node: PqlNode,
  context: CheckContext,
  limits: PqlLimits = defaultLimits,
): CheckedPql {
  const result = caught(() => {
    const run = new CheckRun(context, limits);
    const expression = run.check(node);
    return { expression, table: run.tableOf(expression) };
  });
  if ("findings" in result) return { kind: "invalid", findings: result.findings };
  const { expression, table } = result.value;
  const checked = {
    kind: "checked" as const,
    expression,
    type: expression.type,
    level: levelOf(expression),
  };
  return table === undefined ? checked : { ...checked, table };
}
