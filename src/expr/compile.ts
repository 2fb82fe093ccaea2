import type { Finding } from "../base/finding.ts";
import { hasErrors } from "../base/finding.ts";
import type { Expression } from "./ast.ts";
import { checkTree } from "./check.ts";
import { compileNode } from "./compile-node.ts";
import { EvaluationFailure } from "./failure.ts";
import { Frame } from "./frame.ts";
import { Meter } from "./meter.ts";
import { parseExpression } from "./parse.ts";
import { limitFailure, settle } from "./settle.ts";
import type { Scope } from "./scope.ts";
import { type Code, Unit } from "./unit.ts";
import type { Value } from "./value.ts";

export interface CompileOptions {
  /** Reads a missing path, and calls a method on null, as null instead of failing. */
  readonly nullSafe: boolean;
  /** `parameters` refuses `$`: the setting is evaluated once, without a document. */
  readonly allow: "document" | "parameters";
}

export interface CompiledExpression {
  readonly source: string;
  readonly usesDocument: boolean;
  /** The same value for every document: no `$`, clock, random number or counter is read. */
  readonly constant: boolean;
  /** Throws `EvaluationFailure`, and nothing else. Lists and maps in the result may be those of the document. */
  readonly evaluate: (document: Value) => Value;
}

export type CompileResult =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Compiles an expression to closures, once for all documents of a run. The place of a finding holds its span only. */
export function compileExpression(
  source: string,
  scope: Scope,
  options: CompileOptions,
): CompileResult {
  const parsed = parseExpression(source, scope.limits);
  if (!parsed.ok) return parsed;
  const findings = checkTree(parsed.tree, {
    allow: options.allow,
    parameters: Object.keys(scope.parameters),
    libraries: Object.keys(scope.lib),
  });
  if (hasErrors(findings)) return { ok: false, findings };
  return { ok: true, expression: compileTree(parsed.tree, source, scope, options.nullSafe) };
}

function compileTree(
  tree: Expression,
  source: string,
  scope: Scope,
  nullSafe: boolean,
): CompiledExpression {
  const meter = new Meter(scope.limits);
  const unit = new Unit(source, scope, nullSafe, meter);
  const root = compileNode(tree, unit, undefined);
  const { usesDocument, volatile } = unit;
  const constant = !usesDocument && !volatile;
  return { source, usesDocument, constant, evaluate: evaluator(root, unit, tree) };
}

function evaluator(root: Code, unit: Unit, tree: Expression): (document: Value) => Value {
  const { meter, foreign } = unit;
  const { run } = root;
  const frame = new Frame(null, meter, undefined);
  return (document) => {
    frame.document = document;
    meter.reset();
    try {
      const result = run(frame);
      return settle(result, foreign, tree.span);
    } catch (error) {
      if (error instanceof EvaluationFailure) throw error;
      throw limitFailure(error, tree.span);
    }
  };
}
