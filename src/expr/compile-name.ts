import { getOwn } from "../base/json.ts";
import type { NameNode } from "./ast.ts";
import { functionOfName } from "./function-of-name.ts";
import type { Closure, Frame } from "./frame.ts";
import type { OperandMap } from "./operand.ts";
import { type Code, code, failure, fixedCode, type Names, type Unit } from "./unit.ts";

/** Where a name of an arrow function, a pattern or an object under construction is kept. */
export interface Slot {
  readonly depth: number;
  readonly index: number;
}

export function findSlot(name: string, names: Names | undefined): Slot | undefined {
  if (name === "this" || name === "__parent__" || name === "__root__") return selfSlot(name, names);
  let depth = 0;
  for (let level = names; level !== undefined; level = level.parent) {
    const index = level.names.lastIndexOf(name);
    if (index >= 0) return { depth, index };
    depth++;
  }
  return undefined;
}

/** `this` is the innermost object under construction, `__parent__` the one around it, `__root__` the outermost. */
function selfSlot(name: string, names: Names | undefined): Slot | undefined {
  const depths: number[] = [];
  let depth = 0;
  for (let level = names; level !== undefined; level = level.parent) {
    if (level.names[0] === "this") depths.push(depth);
    depth++;
  }
  const found = name === "this" ? depths[0] : name === "__parent__" ? depths[1] : depths.at(-1);
  return found === undefined ? undefined : { depth: found, index: 0 };
}

export function compileName(node: NameNode, unit: Unit, names: Names | undefined): Code {
  const { name, span } = node;
  const slot = findSlot(name, names);
  if (slot !== undefined) return code(slotReader(slot));
  const { scope } = unit;
  const constant = getOwn(unit.constants, name);
  if (constant !== undefined) return fixedCode(constant);
  if (name.startsWith("_")) {
    const value = getOwn(scope.parameters, name.slice(1));
    if (value !== undefined) return fixedCode(value);
  }
  if (name === "NaN") return fixedCode(Number.NaN);
  if (name === "Infinity") return fixedCode(Number.POSITIVE_INFINITY);
  if (name === "pipe") return containerCode(scope.pipe, unit);
  if (name === "task") return containerCode(scope.task, unit);
  if (name === "snap") return containerCode(scope.snap, unit);
  if (name === "lib") return containerCode(scope.lib, unit);
  const callable = functionOfName(node, unit);
  if (callable !== undefined) return callable;
  return code(() => {
    throw failure(
      span,
      "unknown-name",
      `${name} is undefined.`,
      `\`${name}\` is neither a parameter nor a name of the language.`,
      `Read a field as $${name} and a parameter as _${name}.`,
    );
  });
}

/** A map of the scope. Its members fold where they are plain; a getter is read at every evaluation. */
export function containerCode(container: OperandMap, unit: Unit): Code {
  unit.foreign = true;
  return { run: () => container, fixed: false, value: null, container };
}

export function hasGetters(container: object, levels: number): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(container)).some((descriptor) => {
    if (descriptor.get !== undefined) return true;
    const value: unknown = descriptor.value;
    const deeper =
      typeof value === "object" &&
      value !== null &&
      Object.getPrototypeOf(value) === Object.prototype;
    return deeper && levels > 0 && hasGetters(value, levels - 1);
  });
}

function slotReader(slot: Slot): Closure {
  const { depth, index } = slot;
  if (depth === 0) {
    if (index === 0) return (frame) => frame.a ?? null;
    if (index === 1) return (frame) => frame.b ?? null;
    if (index === 2) return (frame) => frame.c ?? null;
  }
  if (depth === 1 && index === 0) return (frame) => frame.parent?.a ?? null;
  return (frame) => {
    let owner: Frame | undefined = frame;
    for (let level = 0; level < depth; level++) owner = owner?.parent;
    if (owner === undefined) return null;
    if (index === 0) return owner.a ?? null;
    if (index === 1) return owner.b ?? null;
    return (index === 2 ? owner.c : owner.more?.[index - 3]) ?? null;
  };
}
