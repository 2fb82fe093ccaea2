import { setOwn } from "../../base/json.ts";
import { cloneValue } from "../../expr/clone-value.ts";
import type { Document, Value } from "../../expr/value.ts";

/** A deep copy, for a document that goes to more than one holder. */
export function copyDocument(document: Document): Document {
  const copy: Document = {};
  addCopies(copy, document);
  return copy;
}

/** Puts a deep copy of every value of `source` that `target` does not hold yet into it. */
export function addCopies(target: Document, source: Document): void {
  for (const key of Object.keys(source)) {
    if (!Object.hasOwn(target, key)) setOwn(target, key, copyValue(source[key] ?? null));
  }
}

/** Copies lists and objects, and hands scalars on. */
export function copyValue(value: Value): Value {
  return typeof value === "object" && value !== null ? cloneValue(value) : value;
}
