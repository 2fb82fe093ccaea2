import { isMap, type Operand } from "./operand.ts";
import { toText } from "./to-text.ts";

/** What `key in container` says: a key of a map, an index of a list. */
export function isIn(key: Operand, container: Operand): boolean {
  if (isMap(container)) return Object.hasOwn(container, toText(key));
  if (!Array.isArray(container)) return false;
  const index = typeof key === "number" ? key : Number(toText(key));
  return Number.isInteger(index) && index >= 0 && index < container.length;
}
