import { unreachable } from "../../base/errors.ts";
import { getOwn } from "../../base/json.ts";
import type { Span } from "../../base/finding.ts";
import { EvaluationFailure } from "../failure.ts";
import type { Value, ValueMap } from "../value.ts";
import { isTruthy, runMethod } from "./path-method.ts";
import { countSteps, type PathRun } from "./path-run.ts";
import type { PathSegment } from "./path-segment.ts";
import { isValueMap } from "./value-map.ts";

/** A place inside a map or array, by which a value is read, replaced or taken out. */
export type PathKey = string | number;

/** Everything the first `count` steps of the path match, starting at the root. */
export function readNodes(run: PathRun, count = run.segments.length): Value[] {
  let nodes: Value[] = [run.root];
  let definite = true;
  for (const segment of run.segments.slice(0, count)) {
    if (segment.kind === "method") {
      nodes = runMethod(run, segment, nodes, definite);
      definite = segment.name === "length" || segment.name === "first" || segment.name === "last";
      continue;
    }
    definite &&= isDefiniteStep(segment);
    nodes = nextNodes(run, segment, nodes);
    countSteps(run, nodes.length, segment.span);
  }
  return nodes;
}

export function isDefiniteStep(segment: PathSegment): boolean {
  return segment.kind === "name" || segment.kind === "index" || segment.kind === "script";
}

/** The value at a definite path of names, indexes and scripts. */
export function readDefinite(run: PathRun): Value | undefined {
  let node: Value | undefined = run.root;
  for (const segment of run.segments) {
    if (node === undefined) return undefined;
    node = childAt(node, keyOf(run, segment, node));
  }
  return node;
}

/** The places in a map or array that a step matches and that exist. */
export function matchingKeys(
  run: PathRun,
  segment: Exclude<PathSegment, { kind: "method" | "descend" }>,
  node: Value,
): PathKey[] {
  switch (segment.kind) {
    case "name":
    case "index":
    case "script":
      return existing(node, [keyOf(run, segment, node)]);
    case "union":
      return existing(
        node,
        segment.members.map((member) => fromEnd(member, node)),
      );
    case "wildcard":
      return allKeys(run, node, segment.span);
    case "slice":
      return Array.isArray(node) ? sliceKeys(segment, node.length) : [];
    case "filter":
      return allKeys(run, node, segment.span).filter((key) => {
        const child = childAt(node, key);
        return child !== undefined && isTruthy(segment.inner.evaluate(child, run.root));
      });
    default:
      return unreachable(segment);
  }
}

/** The key a name, an index or a script stands for; undefined for steps that have none. */
export function keyOf(run: PathRun, segment: PathSegment, node: Value): PathKey | undefined {
  switch (segment.kind) {
    case "name":
      return segment.name;
    case "index":
      return fromEnd(segment.index, node);
    case "script":
      return fromEnd(scriptKey(run, segment.span, segment.inner.evaluate(node, run.root)), node);
    default:
      return undefined;
  }
}

/** The child of a map or array; undefined when there is none. */
export function childAt(node: Value, key: PathKey | undefined): Value | undefined {
  if (typeof key === "number") return Array.isArray(node) ? node[key] : undefined;
  return key !== undefined && isValueMap(node) ? getOwn<Value>(node, key) : undefined;
}

export function isContainer(value: Value | undefined): value is Value[] | ValueMap {
  return Array.isArray(value) || isValueMap(value);
}

/** The maps and arrays among a value and everything below it, outermost first. */
export function containersBelow(run: PathRun, value: Value, span: Span): (Value[] | ValueMap)[] {
  const found: (Value[] | ValueMap)[] = [];
  collectContainers(run, value, span, 0, found);
  return found;
}

function collectContainers(
  run: PathRun,
  value: Value,
  span: Span,
  depth: number,
  found: (Value[] | ValueMap)[],
): void {
  if (!isContainer(value)) return;
  if (depth > run.limits.jsonDepthMax) failDepth(run, span);
  countSteps(run, 1, span);
  found.push(value);
  const children = Array.isArray(value) ? value : Object.values(value);
  for (const child of children) collectContainers(run, child, span, depth + 1, found);
}

function nextNodes(
  run: PathRun,
  segment: Exclude<PathSegment, { kind: "method" }>,
  nodes: readonly Value[],
): Value[] {
  const next: Value[] = [];
  for (const node of nodes) {
    if (segment.kind === "descend") pushAll(next, containersBelow(run, node, segment.span));
    else if (segment.kind === "wildcard") {
      if (Array.isArray(node)) pushAll(next, node);
      else if (isValueMap(node)) pushAll(next, Object.values(node));
    } else {
      for (const key of matchingKeys(run, segment, node)) {
        const child = childAt(node, key);
        if (child !== undefined) next.push(child);
      }
    }
  }
  return next;
}

function pushAll(target: Value[], values: readonly Value[]): void {
  for (const value of values) target.push(value);
}

function allKeys(run: PathRun, node: Value, span: Span): PathKey[] {
  const keys = Array.isArray(node) ? [...node.keys()] : isValueMap(node) ? Object.keys(node) : [];
  countSteps(run, keys.length, span);
  return keys;
}

function existing(node: Value, keys: readonly (PathKey | undefined)[]): PathKey[] {
  const found: PathKey[] = [];
  for (const key of keys) {
    if (key !== undefined && childAt(node, key) !== undefined) found.push(key);
  }
  return found;
}

/** Counts a negative index from the end of an array. It stays negative when the array is too short. */
function fromEnd(key: PathKey, node: Value): PathKey {
  return typeof key === "number" && key < 0 && Array.isArray(node) ? node.length + key : key;
}

function sliceKeys(segment: Extract<PathSegment, { kind: "slice" }>, length: number): number[] {
  const { step } = segment;
  const keys: number[] = [];
  if (step > 0) {
    const end = Math.min(length, bound(segment.end ?? length, length));
    for (let at = Math.max(0, bound(segment.start ?? 0, length)); at < end; at += step)
      keys.push(at);
  } else {
    const last = segment.end === undefined ? -1 : Math.max(-1, bound(segment.end, length));
    const first = Math.min(length - 1, bound(segment.start ?? length - 1, length));
    for (let at = first; at > last; at += step) keys.push(at);
  }
  return keys;
}

function bound(index: number, length: number): number {
  return index < 0 ? length + index : index;
}

function scriptKey(run: PathRun, span: Span, key: Value): PathKey {
  if (typeof key === "string" || (typeof key === "number" && Number.isSafeInteger(key))) return key;
  throw new EvaluationFailure(
    "path-script-result",
    `The expression in brackets of the JSONPath \`${run.source}\` names no place`,
    `Expected the name of a field or a whole number, found ${JSON.stringify(key)?.slice(0, 60)}.`,
    "Let the expression return a string or an index, as in `[(_field)]` or `[(value.length - 1)]`.",
    span,
  );
}

function failDepth(run: PathRun, span: Span): never {
  throw new EvaluationFailure(
    "path-depth",
    `The JSONPath \`${run.source}\` meets a value nested too deeply`,
    `Expected at most ${run.limits.jsonDepthMax} levels (jsonDepthMax).`,
    "Name the place more closely than `..` does, or raise `jsonDepthMax`.",
    span,
  );
}
