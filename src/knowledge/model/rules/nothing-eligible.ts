import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "nothing-eligible",
  summary: "Agents see at least one attribute or KPI.",
  *check({ model, columns }) {
    const seen = columns.some(({ attribute }) => attribute.eligible);
    if (seen || model.kpis.some(({ eligible }) => eligible)) return;
    yield {
      thing: model,
      severity: "warning",
      error: "Agents see nothing of this model.",
      reason:
        "Expected `llm_eligible` in the `internalNote` of an attribute or KPI; found it nowhere.",
      resolution:
        "Add `internalNote: llm_eligible` to the attributes and KPIs that agents may use.",
    };
  },
});
