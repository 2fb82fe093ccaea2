import { unreachable } from "../../../base/errors.ts";
import type { ColumnType } from "../../data/data-schema.ts";
import { defineModelRule } from "../define-model-rule.ts";

export default defineModelRule({
  code: "bad-variable-value",
  summary: "The value of a variable is of the type that it says.",
  *check({ model }) {
    for (const variable of model.variables) {
      if (fits(variable.value, variable.type)) continue;
      yield {
        thing: variable,
        key: "value",
        error: `The value of variable \`${variable.id}\` is not of its type.`,
        reason: `Expected ${wanted[variable.type]}; found \`${String(variable.value).slice(0, 100)}\`.`,
        resolution: "Mend the value, or its `type`. A value is bound, so it cannot hold PQL.",
      };
    }
  },
});

const wanted: Readonly<Record<ColumnType, string>> = {
  STRING: "a text in quotes",
  INT: "a whole number",
  FLOAT: "a number",
  DATE: "a date such as `2024-01-31`",
  BOOLEAN: "true or false",
};

function fits(value: string | number | boolean, type: ColumnType): boolean {
  switch (type) {
    case "STRING":
      return typeof value === "string";
    case "INT":
      return typeof value === "number" && Number.isInteger(value);
    case "FLOAT":
      return typeof value === "number";
    case "BOOLEAN":
      return typeof value === "boolean";
    case "DATE":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value);
    default:
      return unreachable(type);
  }
}
