import { getOwn, setOwn } from "../../base/json.ts";
import type { Value, ValueMap } from "../value.ts";
import { failWriting, kindOf, type PathRun } from "./path-run.ts";
import type { PathSegment } from "./path-segment.ts";
import {
  childAt,
  containersBelow,
  isContainer,
  keyOf,
  matchingKeys,
  type PathKey,
} from "./read-path.ts";
import { isValueMap } from "./value-map.ts";

/** Puts `value` at every place the path names and returns the root, see `JsonPath.write`. */
export function writePath(run: PathRun, value: Value): Value {
  const written = writeInto(run, run.root, 0, value);
  return written === undefined ? run.root : written;
}

/** What stands at a place after the steps from `index` on are written into it; undefined for nothing. */
function writeInto(
  run: PathRun,
  current: Value | undefined,
  index: number,
  value: Value,
): Value | undefined {
  const segment = run.segments[index];
  if (segment === undefined) return value;
  switch (segment.kind) {
    case "method":
      return failMethod(run, segment);
    case "name":
    case "index":
      return writeKeys(run, current, index, value, [
        segment.kind === "name" ? segment.name : segment.index,
      ]);
    case "union":
      return writeKeys(run, current, index, value, segment.members);
    case "script":
      return writeKeys(run, current, index, value, [keyOf(run, segment, current ?? [])]);
    case "descend":
      return writeBelow(run, current, index, value);
    default:
      return writeExisting(run, current, index, value, segment);
  }
}

/** Writes through names and indexes, which come into being where they are missing. */
function writeKeys(
  run: PathRun,
  current: Value | undefined,
  index: number,
  value: Value,
  keys: readonly (PathKey | undefined)[],
): Value | undefined {
  const missing = current === undefined || current === null;
  let container: Value | undefined = missing ? undefined : current;
  for (const key of keys) {
    if (key === undefined) continue;
    const place = typeof key === "number" ? arrayPlace(run, container, key, index) : key;
    const child = container === undefined ? undefined : childAt(container, place);
    const next = writeInto(run, child, index + 1, value);
    if (next === undefined) continue;
    container ??= typeof key === "number" ? [] : {};
    if (next !== child) setChild(run, container, place, next, index);
  }
  return container ?? current;
}

function writeExisting(
  run: PathRun,
  current: Value | undefined,
  index: number,
  value: Value,
  segment: Extract<PathSegment, { kind: "wildcard" | "slice" | "filter" }>,
): Value | undefined {
  if (!isContainer(current)) return current;
  for (const key of matchingKeys(run, segment, current)) {
    const child = childAt(current, key);
    const next = writeInto(run, child, index + 1, value);
    if (next !== undefined && next !== child) setChild(run, current, key, next, index);
  }
  return current;
}

/** Writes into every place below that exists, innermost first, so that no written value is entered. */
function writeBelow(
  run: PathRun,
  current: Value | undefined,
  index: number,
  value: Value,
): Value | undefined {
  const descend = run.segments[index];
  const selector = run.segments[index + 1];
  if (current === undefined || descend === undefined || selector === undefined) return current;
  if (selector.kind === "method" || selector.kind === "descend") return failMethod(run, selector);
  for (const node of containersBelow(run, current, descend.span).toReversed()) {
    for (const key of matchingKeys(run, selector, node)) {
      const child = childAt(node, key);
      const next = writeInto(run, child, index + 2, value);
      if (next !== undefined && next !== child) setChild(run, node, key, next, index + 1);
    }
  }
  return current;
}

function setChild(run: PathRun, container: Value, key: PathKey, value: Value, index: number): void {
  if (typeof key === "string" && isValueMap(container)) setOwn<Value>(container, key, value);
  else if (typeof key === "number" && Array.isArray(container)) setElement(container, key, value);
  else failContainer(run, container, key, index);
}

function setElement(array: Value[], place: number, value: Value): void {
  while (array.length < place) array.push(null);
  array[place] = value;
}

/** The place an index names in an array that may still have to be made or padded. */
function arrayPlace(
  run: PathRun,
  container: Value | undefined,
  key: number,
  index: number,
): number {
  const length = Array.isArray(container) ? container.length : 0;
  const place = key < 0 ? length + key : key;
  const span = run.segments[index]?.span ?? { start: 0, end: 0 };
  const { expressionOutputSizeMax } = run.limits;
  if (place < 0) {
    return failWriting(
      run,
      span,
      `Expected an index that exists, found ${key} for an array of ${length} elements.`,
      "Write to an index from 0 on, or append with `[(value.length)]`.",
    );
  }
  if (place - length > expressionOutputSizeMax) {
    return failWriting(
      run,
      span,
      `Expected to add at most ${expressionOutputSizeMax} elements (expressionOutputSizeMax), found index ${key}.`,
      "Write to a smaller index, or append with `[(value.length)]`.",
    );
  }
  return place;
}

function failContainer(run: PathRun, container: Value, key: PathKey, index: number): never {
  const span = run.segments[index]?.span ?? { start: 0, end: 0 };
  const wanted = typeof key === "number" ? "an array" : "an object";
  return failWriting(
    run,
    span,
    `Expected ${wanted} to hold ${typeof key === "number" ? `[${key}]` : `"${key}"`}, found ${kindOf(container)}.`,
    "Write to another path, or first write a new object or array to the path before it.",
  );
}

function failMethod(run: PathRun, segment: PathSegment): never {
  return failWriting(
    run,
    segment.span,
    "Expected a path that names places, found one whose method computes a result.",
    "Take the method off the path, and use it in jsonPath() on the expression side.",
  );
}

/** Writes through names only: the fast way for the paths that nearly all pipelines use. */
export function writeNames(run: PathRun, names: readonly string[], value: Value): Value {
  const root: ValueMap = isValueMap(run.root) ? run.root : newRoot(run);
  let container = root;
  const last = names.length - 1;
  for (let at = 0; at < last; at++) container = mapAt(run, container, names[at] ?? "", at);
  setOwn<Value>(container, names[last] ?? "", value);
  return root;
}

function newRoot(run: PathRun): ValueMap {
  return run.root === null ? {} : failContainer(run, run.root, keyText(run, 0), 0);
}

function mapAt(run: PathRun, container: ValueMap, name: string, at: number): ValueMap {
  const child = getOwn<Value>(container, name);
  if (isValueMap(child)) return child;
  if (child !== undefined && child !== null)
    failContainer(run, child, keyText(run, at + 1), at + 1);
  const made: ValueMap = {};
  setOwn<Value>(container, name, made);
  return made;
}

function keyText(run: PathRun, at: number): string {
  const segment = run.segments[at];
  return segment?.kind === "name" ? segment.name : "";
}
