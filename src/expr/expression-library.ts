import type { Finding } from "../base/finding.ts";
import { hasErrors } from "../base/finding.ts";
import { setOwn } from "../base/json.ts";
import type { Expression } from "./ast.ts";
import { checkTree } from "./check.ts";
import { compileNode } from "./compile-node.ts";
import { EvaluationFailure } from "./failure.ts";
import { Frame } from "./frame.ts";
import { Meter } from "./meter.ts";
import { isMap, type Operand, type OperandMap } from "./operand.ts";
import { parseExpression } from "./parse.ts";
import { findingAt } from "./problem.ts";
import type { LibraryValue, Scope } from "./scope.ts";
import { limitFailure } from "./settle.ts";
import { Unit } from "./unit.ts";

/** One row of a pipeline's imports: a `.expr` file and the name after `lib.`. */
export interface LibraryImport {
  readonly name: string;
  readonly path: string;
  readonly source: string;
}

export type LibraryResult =
  | { readonly ok: true; readonly value: LibraryValue }
  | { readonly ok: false; readonly findings: readonly Finding[] };

export type LibrariesResult =
  | { readonly ok: true; readonly libraries: Readonly<Record<string, LibraryValue>> }
  | {
      readonly ok: false;
      /** The import that could not be read; the spans of the findings lie in its source. */
      readonly failed: LibraryImport;
      readonly findings: readonly Finding[];
    };

/**
 * Evaluates the imports of a pipeline in their order. A library sees those before it at once, and from inside its
 * functions all of them. Two imports under one name are laid over each other, the later on top.
 */
export function evaluateLibraries(
  imports: readonly LibraryImport[],
  scope: Scope,
): LibrariesResult {
  const libraries: Record<string, LibraryValue> = {};
  const names = imports.map((item) => item.name);
  for (const item of imports) {
    const result = evaluateNamed(item, { ...scope, lib: libraries }, names);
    if (!result.ok) return { ok: false, failed: item, findings: result.findings };
    const lower = Object.hasOwn(libraries, item.name) ? libraries[item.name] : undefined;
    const value = lower === undefined ? result.value : overlay(lower, result.value);
    setOwn(libraries, item.name, value);
  }
  return { ok: true, libraries };
}

/** Evaluates one library: one object literal, whose members are values and arrow functions. */
export function evaluateLibrary(item: LibraryImport, scope: Scope): LibraryResult {
  return evaluateNamed(item, scope, Object.keys(scope.lib));
}

function evaluateNamed(
  item: LibraryImport,
  scope: Scope,
  libraries: readonly string[],
): LibraryResult {
  const { name, path, source } = item;
  const parsed = parseExpression(source, { ...scope.limits, library: true });
  if (!parsed.ok) return parsed;
  const { tree } = parsed;
  if (tree.kind !== "object") return { ok: false, findings: [noObject(tree)] };
  const findings = checkTree(tree, {
    allow: "parameters",
    parameters: Object.keys(scope.parameters),
    libraries,
    locals: ["__path__", "__name__"],
  });
  if (hasErrors(findings)) return { ok: false, findings };
  return evaluateTree(tree, source, scope, { __path__: path, __name__: name });
}

function evaluateTree(
  tree: Expression,
  source: string,
  scope: Scope,
  constants: Readonly<Record<string, Operand>>,
): LibraryResult {
  const meter = new Meter(scope.limits);
  const unit = new Unit(source, scope, false, meter, constants);
  try {
    const { run } = compileNode(tree, unit, undefined);
    return { ok: true, value: frozen(run(new Frame(null, meter, undefined))) };
  } catch (error) {
    const problem = error instanceof EvaluationFailure ? error : limitFailure(error, tree.span);
    if (!(problem instanceof EvaluationFailure)) throw problem;
    const { span, reason, resolution, message } = problem;
    const finding = findingAt(span, "expression-library-failed", message, reason, resolution);
    return { ok: false, findings: [finding] };
  }
}

/** The members of both; where both have one of a name, the upper. Neither is changed. */
function overlay(lower: LibraryValue, upper: LibraryValue): LibraryValue {
  if (!isMap(lower) || !isMap(upper)) return upper;
  const result: OperandMap = {};
  for (const map of [lower, upper]) {
    for (const key of Object.keys(map)) setOwn(result, key, map[key] ?? null);
  }
  return Object.freeze(result);
}

/** Values of a library are the same for all documents, so nothing may change them. */
function frozen(value: Operand): Operand {
  if (Array.isArray(value)) {
    for (const item of value) frozen(item);
    Object.freeze(value);
    return value;
  }
  if (!isMap(value)) return value;
  for (const key of Object.keys(value)) frozen(value[key] ?? null);
  return Object.freeze(value);
}

function noObject(tree: Expression): Finding {
  return findingAt(
    tree.span,
    "expression-library-no-object",
    "An expression library is one object literal.",
    `Expected \`{ name: value, … }\` and found an expression of another kind.`,
    "Put the members into braces: `{ greet: name => 'Hello ' + name }`.",
  );
}
