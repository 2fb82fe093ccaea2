import type { PqlNode, SpecialNode } from "../ast.ts";
import type { Checker } from "../check/checker.ts";
import type { DerivedExpression } from "../expression.ts";
import { logRows } from "./log-rows.ts";
import { matches, type Pattern } from "./pattern.ts";
import { letteredPattern } from "./pattern-sql.ts";
import { perCase } from "./per-case.ts";

/** 1 for the cases whose activities match, 0 for the others and for those without activities. */
export function matchPattern(
  call: SpecialNode,
  column: PqlNode | undefined,
  pattern: Pattern,
  checker: Checker,
): DerivedExpression {
  const rows = logRows(call, column, checker, ["STRING"]);
  const lettered = letteredPattern(pattern, checker.span(call));
  return perCase(
    call,
    rows,
    {
      type: "INT",
      key: JSON.stringify(pattern),
      empty: 0,
      columns: [{ name: "a", expression: rows.activity }],
      sql: (site, events) => {
        const word = events.text(lettered.letter("a", site), site.bind("", "STRING"));
        const expression = site.bind(lettered.expression, "STRING");
        return `CASE WHEN ${site.dialect.matches(word, expression)} THEN 1 ELSE 0 END`;
      },
      evaluate: (events) => {
        const activities = events.flatMap(([activity = null]) =>
          activity === null ? [] : [activity],
        );
        return activities.length > 0 && matches(pattern, activities) ? 1 : 0;
      },
    },
    checker,
  );
}
