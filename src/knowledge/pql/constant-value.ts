import type { Expression, PqlValue } from "./expression.ts";

/** The value of an expression that depends on no rows, or undefined. */
export function constantValue(expression: Expression): PqlValue | undefined {
  if (expression.kind === "value") return expression.value;
  if (expression.kind !== "call") return undefined;
  const values: PqlValue[] = [];
  for (const argument of expression.arguments) {
    const value = constantValue(argument);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return expression.body.evaluate(values);
}
