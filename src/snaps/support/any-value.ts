import type { Value } from "../../expr/value.ts";
import type { Setting } from "../../engine/setting.ts";
import { bindPerDocument } from "../../engine/settings/evaluated.ts";

/** A value of any kind: a literal, or computed for every document when the setting is flagged as an expression. */
export function anyValue(options: {
  readonly help: string;
  readonly required?: boolean;
}): Setting<(document: Value) => Value> {
  return {
    shape: {
      kind: "text",
      help: options.help,
      required: options.required ?? false,
      default: "",
      expression: "document",
    },
    bind: (value, context) => bindPerDocument(value, "document", context),
  };
}
