import { defineModelRule } from "../define-model-rule.ts";
import type { RecordColumn } from "../model-lint-context.ts";

export default defineModelRule({
  code: "attribute-type",
  summary: "The type that an attribute says is the type of its values.",
  *check({ checked, columns, source }) {
    const byThing = new Map<object, RecordColumn>(
      columns.map((column) => [column.attribute, column]),
    );
    for (const { text, results } of checked) {
      const attribute = byThing.get(text.thing)?.attribute;
      const [result] = results;
      if (attribute?.type === undefined || attribute.kind === "flag") continue;
      if (result?.ok !== true || !source.says(attribute, "type")) continue;
      if (result.type === "NULL" || result.type === attribute.type) continue;
      if (result.type === "INT" && attribute.type === "FLOAT") continue;
      yield {
        thing: attribute,
        key: "type",
        severity: "warning",
        error: `Attribute \`${attribute.columnId}\` is not of the type it says.`,
        reason: `Expected values of type ${attribute.type}; its PQL gives ${result.type}.`,
        resolution: `Write \`type: ${result.type}\`, or convert the value in its PQL.`,
        fix: { summary: `Say ${result.type}.`, replacement: result.type },
      };
    }
  },
});
