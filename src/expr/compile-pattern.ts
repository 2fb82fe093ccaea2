import { unreachable } from "../base/errors.ts";
import { setOwn } from "../base/json.ts";
import type { Pattern } from "./ast.ts";
import { looseEquals } from "./equality.ts";
import type { Frame } from "./frame.ts";
import { isInstance } from "./instance-of.ts";
import { isMap, type Operand, type OperandMap } from "./operand.ts";
import { toNumber } from "./to-number.ts";
import { isTypeName } from "./type-names.ts";

/** Whether a value fits; names of the pattern are bound in the frame on the way. */
export type Fits = (value: Operand, frame: Frame) => boolean;

/** The names that a pattern binds, in the order of their slots. */
export function patternNames(pattern: Pattern): readonly string[] {
  const names = new Set<string>();
  collect(pattern, names);
  return [...names];
}

function collect(pattern: Pattern, names: Set<string>): void {
  switch (pattern.kind) {
    case "binding":
      names.add(pattern.name);
      break;
    case "either":
      for (const one of pattern.patterns) collect(one, names);
      break;
    case "items":
      for (const item of pattern.items) collect(item, names);
      if (typeof pattern.rest === "string") names.add(pattern.rest);
      break;
    case "members":
      for (const member of pattern.members) collect(member.pattern, names);
      if (typeof pattern.rest === "string") names.add(pattern.rest);
      break;
    case "wildcard":
    case "value":
    case "type":
    case "range":
    case "matching":
      break;
  }
}

export function compilePattern(pattern: Pattern, names: readonly string[]): Fits {
  switch (pattern.kind) {
    case "wildcard":
      return () => true;
    case "binding": {
      const slot = names.indexOf(pattern.name);
      return (value, frame) => {
        frame.set(slot, value);
        return true;
      };
    }
    case "type": {
      const { name } = pattern;
      return (value) => isTypeName(name) && isInstance(value, name);
    }
    case "value": {
      const { value: expected } = pattern;
      return (value) => looseEquals(value, expected);
    }
    case "range": {
      const { from, to, inclusive } = pattern;
      return (value) => {
        if (!isNumeric(value)) return false;
        const number = toNumber(value);
        return number >= from && (inclusive ? number <= to : number < to);
      };
    }
    case "matching": {
      const regex = new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ""));
      return (value) => typeof value === "string" && regex.test(value);
    }
    case "either": {
      const choices = pattern.patterns.map((one) => compilePattern(one, names));
      return (value, frame) => choices.some((fits) => fits(value, frame));
    }
    case "items":
      return itemsPattern(pattern, names);
    case "members":
      return membersPattern(pattern, names);
    default:
      return unreachable(pattern);
  }
}

function isNumeric(value: Operand): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return typeof value === "number" || typeof value === "bigint";
}

function itemsPattern(pattern: Pattern & { kind: "items" }, names: readonly string[]): Fits {
  const items = pattern.items.map((item) => compilePattern(item, names));
  const { rest } = pattern;
  const slot = typeof rest === "string" ? names.indexOf(rest) : -1;
  return (value, frame) => {
    if (!Array.isArray(value) || value.length < items.length) return false;
    if (rest === false && value.length > items.length) return false;
    if (!items.every((fits, index) => fits(value[index] ?? null, frame))) return false;
    if (slot >= 0) frame.set(slot, value.slice(items.length));
    return true;
  };
}

/** Members that the pattern does not name are allowed; `...rest` only gives them a name. */
function membersPattern(pattern: Pattern & { kind: "members" }, names: readonly string[]): Fits {
  const members = pattern.members.map(({ key, pattern: inner }) => ({
    key,
    fits: compilePattern(inner, names),
  }));
  const { rest } = pattern;
  const slot = typeof rest === "string" ? names.indexOf(rest) : -1;
  const named = new Set(pattern.members.map((member) => member.key));
  return (value, frame) => {
    if (!isMap(value)) return false;
    for (const { key, fits } of members) {
      if (!Object.hasOwn(value, key) || !fits(value[key] ?? null, frame)) return false;
    }
    if (slot >= 0) frame.set(slot, without(value, named));
    return true;
  };
}

function without(map: OperandMap, named: ReadonlySet<string>): OperandMap {
  const rest: OperandMap = {};
  for (const key of Object.keys(map)) if (!named.has(key)) setOwn(rest, key, map[key] ?? null);
  return rest;
}
