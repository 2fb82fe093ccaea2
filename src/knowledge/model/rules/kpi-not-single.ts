import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "kpi-not-single",
  summary: "Every KPI, and every target, is a single value.",
  *check({ checked }) {
    for (const { text, results } of checked) {
      if (text.role !== "kpi" && text.role !== "target") continue;
      if (!results.some((result) => result.ok && result.level === "row")) continue;
      yield {
        thing: text.thing,
        key: text.key,
        error: `${text.role === "kpi" ? "KPI" : "The target of KPI"} \`${text.name}\` has a value for every row.`,
        reason: "Expected PQL that aggregates to a single value; found PQL with one value a row.",
        resolution:
          "Aggregate it, as in `SUM(…)`, `AVG(…)` or `COUNT(…)`, or make it an attribute of a record.",
      };
    }
  },
});
