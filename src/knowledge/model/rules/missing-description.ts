import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "missing-description",
  summary: "Everything that agents see has a description.",
  *check({ model, columns, source }) {
    const seen = [
      ...model.records.filter(({ eligible }) => eligible),
      ...columns.map(({ attribute }) => attribute),
      ...model.records.flatMap(({ augmentedAttributes }) => augmentedAttributes),
      ...model.kpis,
      ...model.filters,
      ...model.eventLogs,
    ];
    for (const thing of seen) {
      if (!thing.eligible || thing.description.trim() !== "") continue;
      yield {
        thing,
        ...(source.says(thing, "description") ? { key: "description" } : {}),
        severity: "warning",
        error: `\`${source.pointer(thing)}\` has no description.`,
        reason:
          "Expected a sentence that says what it means: agents choose columns by it; found none.",
        resolution: "Add `description:` with one sentence, or remove `llm_eligible` from its note.",
      };
    }
  },
});
