import { defaultLimits } from "../base/limits.ts";
import { compileExpression, type CompileOptions } from "./compile.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Scope } from "./scope.ts";
import type { Value } from "./value.ts";

/** A scope whose clock stands at 2020-01-02T03:04:05Z and whose random numbers are all 0.5. */
export function testScope(changes: Partial<Scope> = {}): Scope {
  return {
    parameters: { name: "world", num: "2", none: null },
    pipe: { label: "Orders", args: { num: "2" } },
    snap: { label: "Mapper", instanceId: "11111111" },
    task: {},
    lib: {},
    now: () => Date.UTC(2020, 0, 2, 3, 4, 5),
    random: () => 0.5,
    limits: defaultLimits,
    ...changes,
  };
}

/** The value of an expression; findings of the compiler become a failure of the test. */
export function evaluate(
  source: string,
  document: Value = {},
  options: Partial<CompileOptions> = {},
  scope: Scope = testScope(),
): Value {
  const compiled = compileExpression(source, scope, {
    nullSafe: false,
    allow: "document",
    ...options,
  });
  if (compiled.ok) return compiled.expression.evaluate(document);
  throw new Error(`${source}: ${compiled.findings.map((finding) => finding.error).join(" ")}`);
}

/** The failure of an expression for a document. */
export function failureOf(
  source: string,
  document: Value = {},
  scope: Scope = testScope(),
): EvaluationFailure {
  try {
    evaluate(source, document, {}, scope);
  } catch (error) {
    if (error instanceof EvaluationFailure) return error;
    throw error;
  }
  throw new Error(`${source} gives a value`);
}
