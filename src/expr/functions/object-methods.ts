import { setOwn } from "../../base/json.ts";
import type { CallSite } from "../call-site.ts";
import { describe } from "../call-site.ts";
import type { MethodTable } from "../method.ts";
import { isMap, type Operand, type OperandMap } from "../operand.ts";
import { printOperand } from "../print-operand.ts";
import { toText } from "../to-text.ts";
import { isTruthy } from "../truthy.ts";

export const objectMethods: MethodTable<OperandMap> = {
  entries: (_site, map) => Object.keys(map).map((key) => [key, map[key] ?? null]),
  extend: {
    variadic: (site, map, values) => {
      const result: OperandMap = {};
      for (const source of [map, ...values]) extendWith(site, result, source);
      return result;
    },
  },
  filter: (site, map, argument) => {
    const keep = site.callback(argument);
    return build(map, (key, value, result) => {
      if (isTruthy(site.invoke(keep, value, key, map))) setOwn(result, key, value);
    });
  },
  get: (site, map, key, fallback) => {
    const name = site.text(key, "");
    return Object.hasOwn(map, name) ? (map[name] ?? null) : (fallback ?? null);
  },
  getFirst: (site, map, key, fallback) => {
    const name = site.text(key, "");
    if (!Object.hasOwn(map, name)) return fallback ?? null;
    const value = map[name] ?? null;
    return Array.isArray(value) ? (value[0] ?? fallback ?? null) : value;
  },
  hasOwnProperty: (site: CallSite, map: OperandMap, key: Operand | undefined) => {
    const name = site.text(key, "");
    return Object.hasOwn(map, name) || readPath(map, name) !== undefined;
  },
  hasPath: (site, map, path) => {
    const value = readPath(map, site.text(path, ""));
    return value !== undefined && value !== null;
  },
  isEmpty: (_site, map) => Object.keys(map).length === 0,
  keys: (_site, map) => Object.keys(map),
  mapKeys: (site, map, argument) => {
    const rename = site.callback(argument);
    return build(map, (key, value, result) => {
      setOwn(result, toText(site.invoke(rename, value, key, map)), value);
    });
  },
  mapValues: (site, map, argument) => {
    const change = site.callback(argument);
    return build(map, (key, value, result) => {
      setOwn(result, key, site.invoke(change, value, key, map));
    });
  },
  merge: (site, map, other) => {
    if (!isMap(other)) return wrongObject(site, other);
    return merged(map, other);
  },
  toString: (_site: CallSite, map: OperandMap) => printOperand(map),
  values: (_site, map) => Object.values(map),
};

function build(
  map: OperandMap,
  add: (key: string, value: Operand, result: OperandMap) => void,
): OperandMap {
  const result: OperandMap = {};
  for (const key of Object.keys(map)) add(key, map[key] ?? null, result);
  return result;
}

/** Adds the members of an object, or of a list of `[key, value]`, over those that are there. */
function extendWith(site: CallSite, result: OperandMap, source: Operand): void {
  if (source === null) return;
  if (isMap(source)) {
    for (const key of Object.keys(source)) setOwn(result, key, source[key] ?? null);
    return;
  }
  if (!Array.isArray(source)) return wrongObject(site, source);
  for (const pair of source) {
    if (!Array.isArray(pair)) return wrongObject(site, pair);
    setOwn(result, toText(pair[0] ?? null), pair[1] ?? null);
  }
}

/** Members of `other` over those of `map`; where both are objects, their members too. */
function merged(map: OperandMap, other: OperandMap): OperandMap {
  const result: OperandMap = {};
  for (const key of Object.keys(map)) setOwn(result, key, map[key] ?? null);
  for (const key of Object.keys(other)) {
    const mine = Object.hasOwn(map, key) ? map[key] : undefined;
    const theirs = other[key] ?? null;
    setOwn(result, key, isMap(mine) && isMap(theirs) ? merged(mine, theirs) : theirs);
  }
  return result;
}

/** The value at a dotted path such as `a.b[0].c`, or `undefined`. */
function readPath(map: OperandMap, path: string): Operand | undefined {
  const steps = path.replace(/^\$\.?/, "").match(/[^.[\]'"]+/g) ?? [];
  let value: Operand | undefined = map;
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isMap(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

function wrongObject(site: CallSite, value: Operand | undefined): never {
  return site.fail(
    "wrong-argument",
    `${site.name} needs an object.`,
    `Expected an object, or a list of [key, value] pairs, and found ${value === undefined ? "nothing" : describe(value)}.`,
    `Write \`.${site.name}({key: value})\`.`,
  );
}
