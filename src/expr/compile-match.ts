import type { ArmNode, MatchNode } from "./ast.ts";
import { compileNode } from "./compile-node.ts";
import type { Closure } from "./frame.ts";
import { Frame } from "./frame.ts";
import { compilePattern, patternNames } from "./compile-pattern.ts";
import type { Operand } from "./operand.ts";
import { isTruthy } from "./truthy.ts";
import { type Code, code, type Names, type Unit } from "./unit.ts";

/** Gives the result of the first arm that fits, or `undefined` when this arm does not. */
type Arm = (frame: Frame, subject: Operand) => Operand | undefined;

/** Compiles `match`. Arms are tried in order; without one that fits the result is null. */
export function compileMatch(node: MatchNode, unit: Unit, names: Names | undefined): Code {
  const { run: subject } = compileNode(node.subject, unit, names);
  const arms = node.arms.map((arm) => compileArm(arm, unit, names));
  return code((frame) => {
    const value = subject(frame);
    for (const arm of arms) {
      const result = arm(frame, value);
      if (result !== undefined) return result;
    }
    return null;
  });
}

function compileArm(arm: ArmNode, unit: Unit, names: Names | undefined): Arm {
  const bound = patternNames(arm.pattern);
  const own = bound.length === 0 ? names : { names: bound, parent: names };
  const fits = compilePattern(arm.pattern, bound);
  const { run: body } = compileNode(arm.body, unit, own);
  const guard = arm.guard === null ? undefined : compileNode(arm.guard, unit, own).run;
  if (bound.length === 0) {
    return (frame, subject) =>
      fits(subject, frame) && holds(guard, frame) ? body(frame) : undefined;
  }
  return (outer, subject) => {
    const frame = new Frame(outer.document, outer.meter, outer);
    return fits(subject, frame) && holds(guard, frame) ? body(frame) : undefined;
  };
}

function holds(guard: Closure | undefined, frame: Frame): boolean {
  return guard === undefined || isTruthy(guard(frame));
}
