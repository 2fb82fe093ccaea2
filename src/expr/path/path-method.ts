import { unreachable } from "../../base/errors.ts";
import { printJson } from "../../base/json.ts";
import { isDateValue } from "../date/date-value.ts";
import type { Value } from "../value.ts";
import type { CompiledInner } from "./json-path.ts";
import { countSteps, type PathRun } from "./path-run.ts";
import type { MethodSegment, PathSegment } from "./path-segment.ts";
import { isValueMap } from "./value-map.ts";

/**
 * What a method makes of the results so far. When the path up to it names one place and an array is there, the method
 * works on the elements of that array, so that `$.items.first()` and `$.items[*].first()` are the same.
 */
export function runMethod(
  run: PathRun,
  segment: MethodSegment & PathSegment,
  nodes: Value[],
  definite: boolean,
): Value[] {
  const [only] = nodes;
  const items = definite && Array.isArray(only) ? only : nodes;
  const { inner, span } = segment;
  countSteps(run, items.length, span);
  const evaluated = (item: Value): Value =>
    inner === undefined ? item : inner.evaluate(item, run.root);
  switch (segment.name) {
    case "length":
      return [definite ? lengthOf(only) : items.length];
    case "first":
      return (
        inner === undefined ? items : items.filter((item) => isTruthy(evaluated(item)))
      ).slice(0, 1);
    case "last":
      return (
        inner === undefined ? items : items.filter((item) => isTruthy(evaluated(item)))
      ).slice(-1);
    case "filter":
      return items.filter((item) => isTruthy(evaluated(item)));
    case "map":
      return items.map(evaluated);
    case "sort_asc":
      return sorted(items, evaluated, 1);
    case "sort_desc":
      return sorted(items, evaluated, -1);
    case "default":
      return nodes.length > 0 ? nodes : defaultOf(inner, run.root);
    default:
      return unreachable(segment.name);
  }
}

function defaultOf(inner: CompiledInner | undefined, root: Value): Value[] {
  return inner === undefined ? [] : [inner.evaluate(root, root)];
}

/** Elements of an array, characters of a string, fields of an object; 0 for anything else and for nothing. */
function lengthOf(value: Value | undefined): number {
  if (Array.isArray(value) || typeof value === "string" || value instanceof Uint8Array) {
    return value.length;
  }
  return isValueMap(value) ? Object.keys(value).length : 0;
}

function sorted(
  items: readonly Value[],
  keyOf: (item: Value) => Value,
  direction: 1 | -1,
): Value[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .toSorted((a, b) => direction * compareValues(a.key, b.key))
    .map((entry) => entry.item);
}

/** Null before all; numbers and dates by size, anything else as text by code unit. */
function compareValues(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const left = sizeOf(a) ?? textOf(a);
  const right = sizeOf(b) ?? textOf(b);
  if (typeof left === "string" || typeof right === "string") {
    const [leftText, rightText] = [String(left), String(right)];
    return leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : printJson(value);
}

function sizeOf(value: Value): number | bigint | undefined {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return Number(value);
  return isDateValue(value) ? value.valueOf() : undefined;
}

/** Whether a condition on an element holds: anything but null, false, "", 0 and NaN. */
export function isTruthy(value: Value): boolean {
  return value !== null && value !== false && value !== "" && value !== 0 && !Number.isNaN(value);
}
