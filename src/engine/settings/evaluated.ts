import { compileExpression } from "../../expr/compile.ts";
import type { Value } from "../../expr/value.ts";
import { describeFailure } from "../run-failure.ts";
import type { SettingValue } from "../../pipeline/model.ts";
import type { ExpressionReach } from "../../pipeline/snap-shape.ts";
import { withSpan, type BindContext } from "../setting.ts";

/** The value of a setting whose expression does not look at documents: the literal, or the expression's value once. */
export function bindConstant(
  value: SettingValue | undefined,
  reach: ExpressionReach,
  context: BindContext,
): Value {
  const content = scalarOf(value);
  if (value?.expression !== true || reach === "none" || typeof content !== "string") return content;
  const evaluate = bindPerDocument(value, "parameters", context);
  try {
    return evaluate({});
  } catch (thrown) {
    report(thrown, context);
    return null;
  }
}

/** The value of a setting that may look at the document: a closure, constant when the setting is a literal. */
export function bindPerDocument(
  value: SettingValue | undefined,
  reach: "parameters" | "document",
  context: BindContext,
): (document: Value) => Value {
  const content = scalarOf(value);
  if (value?.expression !== true || typeof content !== "string" || content.trim() === "") {
    const literal = value?.expression === true ? null : content;
    return () => literal;
  }
  const result = compileExpression(content, context.scope, {
    nullSafe: context.nullSafe,
    allow: reach,
  });
  if (result.ok) return result.expression.evaluate;
  for (const finding of result.findings) context.report(withSpan(finding, context));
  return () => null;
}

/** Reports that a setting holds what it must not. */
export function reportBadValue(context: BindContext, found: unknown, expected: string): void {
  const setting = context.place.setting ?? "setting";
  context.report({
    code: "bad-setting-value",
    severity: "error",
    place: context.place,
    error: `"${setting}" of ${context.place.snapLabel ?? "the Snap"} has a value it cannot have`,
    reason: `Expected ${expected}; found ${JSON.stringify(found) ?? "nothing"}.`,
    resolution: `Set "${setting}" to ${expected}.`,
  });
}

function scalarOf(value: SettingValue | undefined): null | boolean | number | bigint | string {
  const content = value?.value ?? null;
  return typeof content === "object" ? null : content;
}

function report(thrown: unknown, context: BindContext): void {
  const { error, reason, resolution } = describeFailure(thrown);
  context.report({
    code: "setting-not-evaluated",
    severity: "error",
    place: context.place,
    error: `"${context.place.setting ?? "setting"}" of ${context.place.snapLabel ?? "the Snap"} could not be evaluated`,
    reason: `${error}. ${reason}`,
    resolution: resolution === "" ? "Give the parameters it uses a value." : resolution,
  });
}
