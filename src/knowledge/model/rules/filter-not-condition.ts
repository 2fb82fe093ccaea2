import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "filter-not-condition",
  summary: "Filters, flags and row filters are conditions.",
  *check({ checked }) {
    for (const { text, results } of checked) {
      if (text.role !== "filter" && text.role !== "flag" && text.role !== "policy") continue;
      for (const result of results) {
        if (!result.ok || result.type === "BOOLEAN" || result.type === "NULL") continue;
        yield {
          thing: text.thing,
          key: text.key,
          inText: result.node.span,
          error: `\`${text.name}\` is no condition.`,
          reason: `Expected PQL that is true or false for each row; found PQL of type ${result.type}.`,
          resolution: 'Compare it with something, as in `"TABLE"."COLUMN" = \'value\'`.',
        };
      }
    }
  },
});
