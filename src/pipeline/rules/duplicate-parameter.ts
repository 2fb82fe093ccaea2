import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";

/** Twice with one default is a slip; with two defaults nobody can say which one a run gets. */
export default defineRule({
  code: "duplicate-parameter",
  summary: "No parameter is declared twice.",
  *check({ pipeline }): Iterable<Finding> {
    const first = new Map<string, string | null>();
    for (const [index, parameter] of pipeline.parameters.entries()) {
      const earlier = first.get(parameter.key);
      if (earlier === undefined) {
        first.set(parameter.key, parameter.value);
        continue;
      }
      const same = earlier === parameter.value;
      yield {
        code: "duplicate-parameter",
        severity: same ? "warning" : "error",
        place: { setting: `param_table[${index}].key` },
        error: `Parameter \`${parameter.key}\` is declared twice.`,
        reason: same
          ? `Expected one declaration; found two, both with the default ${quoted(earlier)}.`
          : `Expected one declaration; found one with the default ${quoted(earlier)} and one with ${quoted(parameter.value)}.`,
        resolution: "Remove one of the rows, or give it another key.",
      };
    }
  },
});

function quoted(value: string | null): string {
  return value === null ? "null" : `"${value.slice(0, 60)}"`;
}
