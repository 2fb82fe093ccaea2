import type { IndexNode } from "./ast.ts";
import { compileNode } from "./compile-node.ts";
import { missingFailure } from "./missing.ts";
import { isMap, type Operand } from "./operand.ts";
import { toText } from "./to-text.ts";
import { type Code, code, type Names, type Unit } from "./unit.ts";

/** Compiles `object[index]`: an element of a list, a character of a text, a member of a map. */
export function compileIndex(node: IndexNode, unit: Unit, names: Names | undefined): Code {
  const owner = compileNode(node.object, unit, names);
  if (owner.container !== null) unit.volatile = true;
  const { run: object } = owner;
  const { run: index } = compileNode(node.index, unit, names);
  const { nullSafe } = unit;
  return code((frame) => {
    const container = object(frame);
    const key = index(frame);
    const value = readIndex(container, key);
    if (value !== undefined) return value;
    if (nullSafe) return null;
    throw missingFailure(node, container, toText(key));
  });
}

function readIndex(owner: Operand, key: Operand): Operand | undefined {
  if (Array.isArray(owner) || typeof owner === "string" || owner instanceof Uint8Array) {
    const position = typeof key === "number" ? key : Number(toText(key));
    if (Number.isInteger(position)) return owner[position];
    return key === "length" ? owner.length : undefined;
  }
  if (!isMap(owner)) return undefined;
  const name = toText(key);
  return Object.hasOwn(owner, name) ? owner[name] : undefined;
}
