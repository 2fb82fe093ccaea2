import { toText } from "../../expr/to-text.ts";
import type { Value } from "../../expr/value.ts";
import type { Setting } from "../setting.ts";
import { bindConstant, bindPerDocument } from "./evaluated.ts";

interface TextOptions {
  readonly help: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** Text that is the same for every document; an expression in it may use parameters. Unset is the default, or "". */
export function text(
  options: TextOptions & { readonly expression?: "none" | "parameters" },
): Setting<string> {
  const reach = options.expression ?? "parameters";
  return {
    shape: { kind: "text", ...basics(options), expression: reach },
    bind: (value, context) => textOr(bindConstant(value, reach, context), options.default ?? ""),
  };
}

/** Text whose default holds only where the setting is absent: set to nothing, it is "". */
export function blankableText(
  options: TextOptions & { readonly default: string },
): Setting<string> {
  return {
    shape: { kind: "text", ...basics(options), expression: "parameters" },
    bind: (value, context) =>
      value === undefined
        ? options.default
        : textOr(bindConstant(value, "parameters", context), ""),
  };
}

/** Text that an expression may make anew for every document, such as a file name. Unset or null is "". */
export function textPerDocument(options: TextOptions): Setting<(document: Value) => string> {
  return {
    shape: { kind: "text", ...basics(options), expression: "document" },
    bind: (value, context) => {
      const evaluate = bindPerDocument(value, "document", context);
      const fallback = options.default ?? "";
      return (document) => textOr(evaluate(document), fallback);
    },
  };
}

/** A page of text: a template, a script, CSV. Never an expression. */
export function editor(options: TextOptions): Setting<string> {
  return {
    shape: { kind: "editor", ...basics(options), expression: "none" },
    bind: (value, context) => textOr(bindConstant(value, "none", context), options.default ?? ""),
  };
}

function basics(options: TextOptions): { help: string; required: boolean; default: string } {
  return {
    help: options.help,
    required: options.required ?? false,
    default: options.default ?? "",
  };
}

function textOr(value: Value, fallback: string): string {
  return value === null || value === "" ? fallback : toText(value);
}
