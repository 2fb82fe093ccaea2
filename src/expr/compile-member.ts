import type { MemberNode } from "./ast.ts";
import { compileNode } from "./compile-node.ts";
import { containerCode, findSlot, hasGetters } from "./compile-name.ts";
import { namespaceMember } from "./function-of-name.ts";
import { FunctionValue } from "./function-value.ts";
import { missingFailure } from "./missing.ts";
import { isMap, type Operand, type OperandMap } from "./operand.ts";
import { type Code, code, fixedCode, type Names, type Unit } from "./unit.ts";

/** Compiles `object.name`. */
export function compileMember(node: MemberNode, unit: Unit, names: Names | undefined): Code {
  const { object } = node;
  if (object.kind === "name" && findSlot(object.name, names) === undefined) {
    const member = namespaceMember(node, object.name, unit);
    if (member !== undefined) return member;
  }
  const owner = compileNode(object, unit, names);
  if (owner.container !== null) return containerMember(node, owner.container, unit);
  const read = memberReader(node, unit.nullSafe);
  if (object.kind === "document") return code((frame) => read(frame.document));
  const { run } = owner;
  return code((frame) => read(run(frame)));
}

/** A member of a map of the scope, known now unless a getter counts on. */
function containerMember(node: MemberNode, container: OperandMap, unit: Unit): Code {
  const read = memberReader(node, unit.nullSafe);
  const descriptor = Object.getOwnPropertyDescriptor(container, node.name);
  if (descriptor === undefined) return code(() => read(container));
  if (descriptor.get !== undefined) {
    unit.volatile = true;
    return code(() => read(container));
  }
  const value = container[node.name] ?? null;
  if (isMap(value)) {
    if (hasGetters(value, 0)) unit.volatile = true;
    return containerCode(value, unit);
  }
  // What a function of a library answers may differ from call to call.
  if (value instanceof FunctionValue) unit.volatile = true;
  const shared = Array.isArray(value) || value instanceof FunctionValue;
  return shared ? code(() => value) : fixedCode(value);
}

/** Reads an own key of a map, or the length of a text, list or bytes. */
export function memberReader(node: MemberNode, nullSafe: boolean): (owner: Operand) => Operand {
  const key = internalised(node.name);
  const missing = (owner: Operand): Operand => {
    if (nullSafe) return null;
    throw missingFailure(node, owner, key);
  };
  if (key === "length") return lengthReader(missing);
  if (key in Object.prototype) {
    return (owner) =>
      isMap(owner) && Object.hasOwn(owner, key) ? (owner[key] ?? null) : missing(owner);
  }
  return (owner) => {
    // The prototype has no such key, so what is found on a map is its own.
    if (isMap(owner)) {
      const value = owner[key];
      if (value !== undefined) return value;
    }
    return missing(owner);
  };
}

function lengthReader(missing: (owner: Operand) => Operand): (owner: Operand) => Operand {
  return (owner) => {
    if (typeof owner === "string" || Array.isArray(owner) || owner instanceof Uint8Array) {
      return owner.length;
    }
    if (isMap(owner) && Object.hasOwn(owner, "length")) return owner["length"] ?? null;
    return missing(owner);
  };
}

/** V8 looks an internalised key up without hashing it again. */
function internalised(key: string): string {
  return Object.keys({ [key]: true })[0] ?? key;
}
