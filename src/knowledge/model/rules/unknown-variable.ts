import { didYouMean } from "../../../base/nearest.ts";
import { walkPql } from "../../query/walk-pql.ts";
import { defineModelRule } from "../define-model-rule.ts";

/** Without a data model, where the check of PQL does not run; with one, that check says it. */
export default defineModelRule({
  code: "unknown-variable",
  summary: "Every `${VARIABLE}` in PQL is a variable of the model.",
  *check({ model, texts, data }) {
    const known = model.variables.map(({ id }) => id);
    for (const text of texts) {
      for (const node of text.nodes.flatMap((one) => [...walkPql(one)])) {
        if (node.kind !== "variable" || known.includes(node.name)) continue;
        const ofCaller = node.name.startsWith("caller.");
        if (ofCaller ? text.role === "policy" : data !== undefined) continue;
        if (ofCaller && data !== undefined) continue;
        yield {
          thing: text.thing,
          key: text.key,
          inText: node.span,
          error: `Unknown variable \`\${${node.name}}\`.`,
          reason: ofCaller
            ? "Expected a variable of the model: only row filters of policies know the caller."
            : `Expected ${known.length === 0 ? "none, since the model has no variables" : known.map((id) => `\`\${${id}}\``).join(", ")}; found \`\${${node.name}}\`.`,
          resolution:
            didYouMean(node.name, known) ||
            "Declare it under `variables`, or write the value itself.",
        };
      }
    }
  },
});
