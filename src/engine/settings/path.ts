import { compileInner } from "../../expr/inner-expression.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import { toText } from "../../expr/to-text.ts";
import { parsePath } from "../../expr/path/parse-path.ts";
import type { Value } from "../../expr/value.ts";
import { withSpan, type BindContext, type Setting } from "../setting.ts";
import { sourceOf } from "./expression.ts";
import { bindConstant, bindPerDocument } from "./evaluated.ts";

interface PathOptions {
  readonly help: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** A JSONPath, such as the target of a mapping. Blank without a default is `undefined`. */
export function path(options: PathOptions & { readonly default: string }): Setting<JsonPath>;
export function path(options: PathOptions): Setting<JsonPath | undefined>;
export function path(options: PathOptions): Setting<JsonPath | undefined> {
  return {
    shape: pathShape(options, "parameters"),
    bind: (value, context) => {
      const source =
        value?.expression === true
          ? toText(bindConstant(value, "parameters", context) ?? "")
          : sourceOf(value, options.default ?? "");
      return source === "" ? undefined : bindPath(source, context);
    },
  };
}

/** Reads a value out of a document; `undefined` where the path does not exist. */
export type ReadField = (document: Value) => Value | undefined;

/** A value of the document, named by a JSONPath, or computed when the setting is flagged as an expression. */
export function field(options: PathOptions): Setting<ReadField | undefined> {
  return {
    shape: pathShape(options, "document"),
    bind: (value, context) => {
      const source = sourceOf(value, options.default ?? "");
      if (source === "") return undefined;
      if (value?.expression === true) return bindPerDocument(value, "document", context);
      const jsonPath = bindPath(source, context);
      return (document) => jsonPath.readOne(document);
    },
  };
}

/** Parses `source`; what is wrong with it is reported, and the path then reads as the root. */
export function bindPath(source: string, context: BindContext): JsonPath {
  const compile = compileInner(context.scope, context.nullSafe);
  const result = parsePath(source, { compile });
  if (result.ok) return result.path;
  for (const finding of result.findings) context.report(withSpan(finding, context));
  const root = parsePath("$");
  if (!root.ok) throw new Error("the root path parses");
  return root.path;
}

function pathShape(
  options: PathOptions,
  expression: "parameters" | "document",
): Setting<unknown>["shape"] {
  return {
    kind: "path",
    help: options.help,
    required: options.required ?? false,
    default: options.default ?? "",
    expression,
  };
}
