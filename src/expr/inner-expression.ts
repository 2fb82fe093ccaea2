import { hasErrors } from "../base/finding.ts";
import { checkTree } from "./check.ts";
import { compileNode } from "./compile-node.ts";
import { EvaluationFailure } from "./failure.ts";
import { Frame } from "./frame.ts";
import { Meter } from "./meter.ts";
import { parseExpression } from "./parse.ts";
import type { CompileInner } from "./path/json-path.ts";
import type { Scope } from "./scope.ts";
import { limitFailure, settle } from "./settle.ts";
import { Unit } from "./unit.ts";

/** Compiles the expressions inside a JSONPath, in which `value` is the element at hand and `$` the whole document. */
export function compileInner(scope: Scope, nullSafe: boolean): CompileInner {
  return (source) => {
    const parsed = parseExpression(source, scope.limits);
    if (!parsed.ok) return parsed;
    const { tree } = parsed;
    const findings = checkTree(tree, {
      allow: "document",
      parameters: Object.keys(scope.parameters),
      libraries: Object.keys(scope.lib),
      locals: ["value"],
    });
    if (hasErrors(findings)) return { findings };
    const meter = new Meter(scope.limits);
    const unit = new Unit(source, scope, nullSafe, meter);
    const { run } = compileNode(tree, unit, { names: ["value"], parent: undefined });
    return {
      evaluate: (value, root) => {
        const frame = new Frame(root, meter, undefined);
        frame.a = value;
        meter.reset();
        try {
          return settle(run(frame), unit.foreign, tree.span);
        } catch (error) {
          throw error instanceof EvaluationFailure ? error : limitFailure(error, tree.span);
        }
      },
    };
  };
}
