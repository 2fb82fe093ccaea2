import { walkPql } from "../../query/walk-pql.ts";
import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "unused-variable",
  summary: "Every variable is used by some PQL.",
  *check({ model, texts }) {
    const used = new Set(
      texts.flatMap(({ nodes }) =>
        nodes.flatMap((node) =>
          [...walkPql(node)].flatMap((one) => (one.kind === "variable" ? one.name : [])),
        ),
      ),
    );
    for (const variable of model.variables) {
      if (used.has(variable.id)) continue;
      yield {
        thing: variable,
        severity: "warning",
        error: `Variable \`${variable.id}\` is not used.`,
        reason: `Expected \`\${${variable.id}}\` in some PQL; found it nowhere.`,
        resolution: "Use it, or remove it.",
      };
    }
  },
});
