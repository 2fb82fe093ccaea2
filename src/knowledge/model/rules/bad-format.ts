import type { ExpressionType } from "../../pql/expression.ts";
import { defineModelRule } from "../define-model-rule.ts";
import { parseFormat } from "../format/parse-format.ts";

export default defineModelRule({
  code: "bad-format",
  summary: "Formats can be read, and fit the type of the values.",
  *check({ model, columns, checked }) {
    const types = new Map<object, ExpressionType>(
      checked.flatMap(({ text, results }) => {
        const [result] = results;
        return result?.ok === true && text.key === "pql" ? [[text.thing, result.type]] : [];
      }),
    );
    for (const thing of [...columns.map(({ attribute }) => attribute), ...model.kpis]) {
      if (thing.format === undefined) continue;
      const parsed = parseFormat(thing.format);
      const type = types.get(thing) ?? ("type" in thing ? thing.type : undefined);
      if (parsed === undefined) {
        yield {
          thing,
          key: "format",
          severity: "warning",
          error: `The format \`${thing.format}\` cannot be read.`,
          reason:
            "Expected a number format such as `#,##0.00` or `0.0%`, or a date format such as `%Y-%m-%d`.",
          resolution: "Write one of these, or remove it: values are then written as they are.",
        };
      } else if (type !== undefined && !fits(parsed.kind, type)) {
        yield {
          thing,
          key: "format",
          severity: "warning",
          error: `The format \`${thing.format}\` is for ${parsed.kind}s, and the values are of type ${type}.`,
          reason: `Expected a format for ${type}; found one for ${parsed.kind}s.`,
          resolution: "Write a format that fits, or remove it.",
        };
      }
    }
  },
});

function fits(kind: "number" | "date", type: ExpressionType): boolean {
  if (type === "NULL") return true;
  return kind === "date" ? type === "DATE" : type === "INT" || type === "FLOAT";
}
