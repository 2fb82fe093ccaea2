import type { CallNode, Expression } from "./ast.ts";
import { checkTree } from "./check.ts";
import { compileNode } from "./compile-node.ts";
import type { EvaluationFailure } from "./failure.ts";
import type { Closure } from "./frame.ts";
import { Frame } from "./frame.ts";
import { compileInner } from "./inner-expression.ts";
import { isValue, type Operand } from "./operand.ts";
import { parseExpression } from "./parse.ts";
import type { JsonPath } from "./path/json-path.ts";
import { parsePath } from "./path/parse-path.ts";
import { missingFailure } from "./missing.ts";
import { toText } from "./to-text.ts";
import { type Code, code, failure, type Names, Unit } from "./unit.ts";

/** Texts compiled during the run that are kept; a different text for every document is compiled every time. */
const keptMax = 64;

/** Compiles `eval(text)` and `value.eval(text)`: the text is an expression of this language, `$` the receiver. */
export function compileEval(
  node: CallNode,
  receiver: Expression | undefined,
  unit: Unit,
  names: Names | undefined,
): Code {
  unit.usesDocument = true;
  unit.volatile = true;
  unit.foreign = true;
  const owner: Closure =
    receiver === undefined ? (frame) => frame.document : compileNode(receiver, unit, names).run;
  const text = argument(node, 0, unit, names);
  const read = kept((source: string) => compileText(source, node, unit));
  return code((frame) => {
    const document = owner(frame);
    const source = text(frame);
    if (typeof source !== "string") return source;
    const inner = new Frame(document, frame.meter, undefined);
    enter(node, frame);
    const result = read(source)(inner);
    frame.meter.depth--;
    return result;
  });
}

function enter(node: CallNode, frame: Frame): void {
  const { meter } = frame;
  meter.depth++;
  meter.steps++;
  const { expressionDepthMax } = meter.limits;
  if (meter.depth <= expressionDepthMax) return;
  throw failure(
    node.span,
    "limit-reached",
    "eval calls itself too deeply.",
    `More than ${expressionDepthMax} calls are open (limit expressionDepthMax).`,
    "End the recursion earlier.",
  );
}

function compileText(source: string, node: CallNode, unit: Unit): Closure {
  const { scope } = unit;
  const parsed = parseExpression(source, scope.limits);
  const findings = parsed.ok
    ? checkTree(parsed.tree, {
        allow: "document",
        parameters: Object.keys(scope.parameters),
        libraries: Object.keys(scope.lib),
      })
    : parsed.findings;
  const first = findings.find((finding) => finding.severity === "error");
  if (!parsed.ok || first !== undefined) {
    throw failure(
      node.span,
      "wrong-argument",
      `eval cannot read its expression: ${first?.error ?? ""}`,
      first?.reason ?? "",
      first?.resolution ?? "",
    );
  }
  const inner = new Unit(source, scope, unit.nullSafe, unit.meter, unit.constants);
  return compileNode(parsed.tree, inner, undefined).run;
}

/** Compiles `jsonPath(root, path)`: a list of what the path matches, or the one value of a definite path. */
export function compileJsonPath(node: CallNode, unit: Unit, names: Names | undefined): Code {
  const root = argument(node, 0, unit, names);
  const path = argument(node, 1, unit, names);
  const read = kept((source: string) => parsedPath(source, node, unit));
  return code((frame) => {
    const value = root(frame);
    const source = toText(path(frame));
    const parsed = read(source);
    if (!isValue(value)) return null;
    if (!parsed.definite) return parsed.readAll(value);
    const found = parsed.readOne(value);
    if (found !== undefined) return found;
    if (unit.nullSafe) return null;
    throw noMatch(node, value, source);
  });
}

function noMatch(node: CallNode, value: Operand, source: string): EvaluationFailure {
  return missingFailure(node, value, source.replace(/^\$\.?/, ""));
}

function parsedPath(source: string, node: CallNode, unit: Unit): JsonPath {
  const parsed = parsePath(source, { compile: compileInner(unit.scope, unit.nullSafe) });
  if (parsed.ok) return parsed.path;
  const [first] = parsed.findings;
  throw failure(
    node.span,
    "wrong-argument",
    `jsonPath cannot read its path: ${first?.error ?? ""}`,
    first?.reason ?? "",
    first?.resolution ?? "",
  );
}

function argument(node: CallNode, index: number, unit: Unit, names: Names | undefined): Closure {
  const item = node.arguments[index];
  if (item === undefined) return () => null;
  return compileNode(item.kind === "spread" ? item.operand : item, unit, names).run;
}

/** Remembers what was made of the last few texts; the very last one is found at once. */
function kept<T>(make: (source: string) => T): (source: string) => T {
  const made = new Map<string, T>();
  return (source) => {
    const known = made.get(source);
    if (known !== undefined) return known;
    const fresh = make(source);
    if (made.size >= keptMax) made.clear();
    made.set(source, fresh);
    return fresh;
  };
}
