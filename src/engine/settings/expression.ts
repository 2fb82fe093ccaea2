import { compileExpression } from "../../expr/compile.ts";
import type { Value } from "../../expr/value.ts";
import type { SettingValue } from "../../pipeline/model.ts";
import { withSpan, type BindContext, type Setting } from "../setting.ts";

/** Evaluates for one document; throws `EvaluationFailure`. */
export type Evaluate = (document: Value) => Value;

interface ExpressionOptions {
  readonly help: string;
  readonly required?: boolean;
  readonly default?: string;
  /** `parameters` where the platform says that `$` is not supported. */
  readonly reach?: "document" | "parameters";
}

/** A setting that is always an expression, such as the condition of a Filter. Blank falls back to the default. */
export function expression(
  options: ExpressionOptions & { readonly default: string },
): Setting<Evaluate>;
export function expression(
  options: ExpressionOptions & { readonly required: true },
): Setting<Evaluate>;
export function expression(options: ExpressionOptions): Setting<Evaluate | undefined>;
export function expression(options: ExpressionOptions): Setting<Evaluate | undefined> {
  const reach = options.reach ?? "document";
  return {
    shape: {
      kind: "expression",
      help: options.help,
      required: options.required ?? false,
      expression: reach,
      default: options.default ?? "",
    },
    bind: (value, context) => {
      const source = sourceOf(value, options.default ?? "");
      return source === "" ? undefined : bindExpression(source, reach, context);
    },
  };
}

/** Compiles `source`; what is wrong with it is reported, and the closure then never runs. */
export function bindExpression(
  source: string,
  allow: "document" | "parameters",
  context: BindContext,
): Evaluate {
  const result = compileExpression(source, context.scope, { nullSafe: context.nullSafe, allow });
  if (result.ok) return result.expression.evaluate;
  for (const finding of result.findings) context.report(withSpan(finding, context));
  return () => null;
}

/** The text of an expression setting; a number or boolean stands for its literal. */
export function sourceOf(value: SettingValue | undefined, fallback: string): string {
  const content = value?.value;
  if (content === undefined || content === null || typeof content === "object") return fallback;
  const text = String(content);
  return text.trim() === "" ? fallback : text;
}
