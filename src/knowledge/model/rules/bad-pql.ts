import { defineModelRule } from "../define-model-rule.ts";

/** What the check of PQL finds is passed on, at its place in the file. */
export default defineModelRule({
  code: "bad-pql",
  summary:
    "All PQL names tables, columns, KPIs and variables that exist and puts types together that fit.",
  *check({ checked }) {
    for (const { text, results } of checked) {
      for (const result of results) {
        if (result.ok) continue;
        for (const { code, severity, place, error, reason, resolution, fix } of result.findings) {
          const words = { code, severity, error, reason, resolution };
          yield {
            thing: text.thing,
            key: text.key,
            ...words,
            ...(place.span === undefined ? {} : { inText: place.span }),
            ...(fix === undefined ? {} : { fix }),
          };
        }
      }
    }
  },
});
