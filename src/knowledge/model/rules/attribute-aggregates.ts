import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "attribute-aggregates",
  summary: "Every attribute, flag and filter has a value for each row.",
  *check({ checked }) {
    for (const { text, results } of checked) {
      if (text.role === "kpi" || text.role === "target") continue;
      if (!results.some((result) => result.ok && result.level === "aggregate")) continue;
      yield {
        thing: text.thing,
        key: text.key,
        error: `\`${text.name}\` aggregates.`,
        reason: "Expected PQL with one value a row; found PQL that makes one value of many rows.",
        resolution:
          "Make it a KPI, or pull the value up to the record's table with a function such as `PU_SUM(…)`.",
      };
    }
  },
});
