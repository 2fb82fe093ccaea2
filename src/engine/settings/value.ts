import type { Value } from "../../expr/value.ts";
import type { Setting } from "../setting.ts";
import { bindPerDocument } from "./evaluated.ts";

/** A literal, or whatever an expression makes of each document: a list stays a list. Unset is null. */
export function valuePerDocument(options: {
  readonly help: string;
  readonly required?: boolean;
}): Setting<(document: Value) => Value> {
  const { help, required = false } = options;
  return {
    shape: { kind: "text", help, required, default: "", expression: "document" },
    bind: (value, context) => bindPerDocument(value, "document", context),
  };
}
