import { getOwn } from "../../base/json.ts";
import type { Value } from "../value.ts";
import type { JsonPath, PathLimits } from "./json-path.ts";
import type { PathRun } from "./path-run.ts";
import type { PathSegment } from "./path-segment.ts";
import { isDefiniteStep, readDefinite, readNodes } from "./read-path.ts";
import { removePath } from "./remove-path.ts";
import { isValueMap } from "./value-map.ts";
import { writeNames, writePath } from "./write-path.ts";

/** Makes the steps of a path ready. Paths of names only, which are nearly all, get closures of their own. */
export function compilePath(
  source: string,
  segments: readonly PathSegment[],
  limits: PathLimits,
): JsonPath {
  const definite = isDefinite(segments);
  const writable = segments.every((segment) => segment.kind !== "method");
  const names = namesOf(segments);
  const start = (root: Value): PathRun => ({ source, segments, limits, root, steps: 0 });
  const facts = { source, segments, definite, writable, names, isRoot: segments.length === 0 };
  const remove = (root: Value): void => removePath(start(root));
  if (names !== undefined && names.length > 0) {
    const readOne = readerOfNames(names);
    return {
      ...facts,
      readOne,
      readAll: listOf(readOne),
      remove,
      write: writerOfNames(names, start),
    };
  }
  const simple = segments.every(isDefiniteStep);
  const readAll = (root: Value): Value[] => readNodes(start(root));
  const readOne = simple
    ? (root: Value): Value | undefined => readDefinite(start(root))
    : (root: Value): Value | undefined => readNodes(start(root))[0];
  return {
    ...facts,
    readOne,
    readAll: simple ? listOf(readOne) : readAll,
    remove,
    write: (root, value) => writePath(start(root), value),
  };
}

type ReadOne = (root: Value) => Value | undefined;

function isDefinite(segments: readonly PathSegment[]): boolean {
  let definite = true;
  for (const segment of segments) {
    if (segment.kind !== "method") definite &&= isDefiniteStep(segment);
    else if (segment.name !== "default") {
      definite = segment.name === "length" || segment.name === "first" || segment.name === "last";
    }
  }
  return definite;
}

function namesOf(segments: readonly PathSegment[]): readonly string[] | undefined {
  const names: string[] = [];
  for (const segment of segments) {
    if (segment.kind !== "name") return undefined;
    names.push(segment.name);
  }
  return names;
}

function readerOfNames(names: readonly string[]): ReadOne {
  const readers = names.map(readerOfName);
  const [first, second] = readers;
  if (first !== undefined && second === undefined) return first;
  return (root) => {
    let node: Value | undefined = root;
    for (const read of readers) {
      if (node === undefined) return undefined;
      node = read(node);
    }
    return node;
  };
}

/** A plain property read is safe, and fastest, for every name that objects do not inherit. */
function readerOfName(name: string): ReadOne {
  return name in Object.prototype
    ? (root) => (isValueMap(root) ? getOwn<Value>(root, name) : undefined)
    : (root) => (isValueMap(root) ? root[name] : undefined);
}

function writerOfNames(
  names: readonly string[],
  start: (root: Value) => PathRun,
): (root: Value, value: Value) => Value {
  const [name] = names;
  if (names.length > 1 || name === undefined || name === "__proto__") {
    return (root, value) => writeNames(start(root), names, value);
  }
  return (root, value) => {
    if (!isValueMap(root)) return writeNames(start(root), names, value);
    root[name] = value;
    return root;
  };
}

function listOf(readOne: ReadOne): (root: Value) => Value[] {
  return (root) => {
    const value = readOne(root);
    return value === undefined ? [] : [value];
  };
}
