import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "policy-without-effect",
  summary: "Every policy hides something from somebody.",
  *check({ model }) {
    for (const policy of model.policies) {
      const nobody = policy.appliesTo.find(
        ({ kind, value }) => kind !== "everyone" && value === "",
      );
      if (nobody !== undefined) {
        yield {
          thing: policy,
          key: "appliesTo",
          error: `Policy \`${policy.id}\` does not say whom it is about.`,
          reason: `Expected a name or group as the \`value\` of \`kind: ${nobody.kind}\`; found none.`,
          resolution: "Add `value:` with the name or group, or write `kind: everyone`.",
        };
      }
      if (policy.rowFilter !== undefined || policy.maskedColumns.length > 0) continue;
      yield {
        thing: policy,
        severity: "warning",
        error: `Policy \`${policy.id}\` hides nothing.`,
        reason: "Expected a `rowFilter` or `maskedColumns`; found neither.",
        resolution: "Add what it hides, or remove it.",
      };
    }
  },
});
