import type { ConditionalNode, LogicalNode } from "./ast.ts";
import { compileNode } from "./compile-node.ts";
import { isTruthy } from "./truthy.ts";
import { type Code, code, folded, type Names, type Unit } from "./unit.ts";

/** `a && b`, `a || b`: the value of the side that decides, as in JavaScript. */
export function compileLogical(node: LogicalNode, unit: Unit, names: Names | undefined): Code {
  const left = compileNode(node.left, unit, names);
  const right = compileNode(node.right, unit, names);
  const { run: first } = left;
  const { run: second } = right;
  if (node.operator === "&&") {
    return folded(
      (frame) => {
        const value = first(frame);
        return value === true || isTruthy(value) ? second(frame) : value;
      },
      unit,
      left,
      right,
    );
  }
  return folded(
    (frame) => {
      const value = first(frame);
      return value === true || isTruthy(value) ? value : second(frame);
    },
    unit,
    left,
    right,
  );
}

export function compileConditional(
  node: ConditionalNode,
  unit: Unit,
  names: Names | undefined,
): Code {
  const test = compileNode(node.test, unit, names);
  const consequent = compileNode(node.consequent, unit, names);
  const alternate = compileNode(node.alternate, unit, names);
  if (test.fixed) return isTruthy(test.value) ? consequent : alternate;
  const { run: condition } = test;
  const { run: yes } = consequent;
  const { run: no } = alternate;
  return code((frame) => {
    const value = condition(frame);
    return value === true || isTruthy(value) ? yes(frame) : no(frame);
  });
}
