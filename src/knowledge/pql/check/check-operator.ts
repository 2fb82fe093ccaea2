import type { PqlNode } from "../ast.ts";
import type { Expression } from "../expression.ts";
import { functionNamed } from "../functions/catalog.ts";
import { assert, unreachable } from "../../../base/errors.ts";
import { applyRow, givenBy } from "./check-call.ts";
import type { CheckRun } from "./check-run.ts";

type OperatorNode = Extract<
  PqlNode,
  { kind: "unary" | "binary" | "like" | "in" | "between" | "is-null" | "case" }
>;

/** Operators are row functions of the catalogue under their sign or words. */
export function checkOperator(node: OperatorNode, run: CheckRun): Expression {
  const apply = (name: string, ...expressions: readonly Expression[]): Expression => {
    const declared = functionNamed(name);
    assert(declared?.kind === "row", `the operator ${name} is declared`);
    for (const [index, expression] of expressions.entries()) {
      const parameter = declared.parameters[index] ?? declared.parameters.at(-1);
      run.expectType(
        expression,
        `The ${parameter?.name ?? "operand"} of ${name}`,
        parameter?.types,
      );
    }
    return applyRow(declared, expressions, givenBy(expressions, run), node, run);
  };
  const negate = (negated: boolean, expression: Expression): Expression =>
    negated ? apply("NOT", expression) : expression;
  switch (node.kind) {
    case "unary": {
      const operand = run.check(node.operand);
      if (node.operator === "NOT") return apply("NOT", operand);
      if (node.operator === "+") return apply("POSITIVE", operand);
      if (operand.kind === "value" && typeof operand.value === "number") {
        return { ...operand, value: -operand.value, span: run.span(node) };
      }
      return apply("NEGATIVE", operand);
    }
    case "binary":
      return apply(node.operator, run.check(node.left), run.check(node.right));
    case "like":
      return negate(node.negated, apply("LIKE", run.check(node.operand), run.check(node.pattern)));
    case "in":
      return negate(
        node.negated,
        apply("IN", run.check(node.operand), ...node.items.map((item) => run.check(item))),
      );
    case "between": {
      const operand = run.check(node.operand);
      const low = apply(">=", operand, run.check(node.low));
      const high = apply("<=", operand, run.check(node.high));
      return negate(node.negated, apply("AND", low, high));
    }
    case "is-null":
      return negate(node.negated, apply("IS NULL", run.check(node.operand)));
    case "case": {
      const branches = node.branches.flatMap(({ when, then }) => [
        run.check(when),
        run.check(then),
      ]);
      const otherwise = node.otherwise === null ? [] : [run.check(node.otherwise)];
      return apply("CASE", ...branches, ...otherwise);
    }
    default:
      return unreachable(node);
  }
}
