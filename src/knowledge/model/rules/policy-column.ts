import { didYouMean } from "../../../base/nearest.ts";
import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "policy-column",
  summary: "Policies mask columns that exist.",
  *check({ model, columns }) {
    const known = [
      ...columns.map(({ attribute }) => attribute.columnId),
      ...model.records.flatMap((record) => record.augmentedAttributes.map((one) => one.columnId)),
      ...model.kpis.map(({ id }) => id),
    ];
    for (const policy of model.policies) {
      for (const id of policy.maskedColumns) {
        if (known.includes(id)) continue;
        yield {
          thing: policy,
          key: "maskedColumns",
          error: `Policy \`${policy.id}\` masks \`${id}\`, which does not exist.`,
          reason: `Expected ids such as \`RECORD.ATTRIBUTE\`; found \`${id}\`. A mask that is misspelled hides nothing.`,
          resolution: didYouMean(id, known) || "Name a column of the model.",
        };
      }
    }
  },
});
