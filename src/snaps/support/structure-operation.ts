import type { JsonPath } from "../../expr/path/json-path.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import { setOwn } from "../../base/json.ts";
import type { Document, Value } from "../../expr/value.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { copyValue } from "./copy-document.ts";
import { describeValue } from "./describe-value.ts";
import { lastName } from "./document-field.ts";
import { requireMap } from "./require-map.ts";

/** Puts the value that `source` named where `target` says: what is there decides how. */
export function updateAt(
  document: Document,
  source: JsonPath,
  target: JsonPath,
  value: Value,
): Document {
  const found = target.readOne(document);
  const name = lastName(source);
  if (isValueMap(found)) {
    setOwn(found, name, copyValue(value));
    return document;
  }
  if (Array.isArray(found)) {
    updateList(found, name, value, target);
    return document;
  }
  return requireMap(target.write(document, copyValue(value)), "The document");
}

/** Objects in the list get a field, lists in it an element; a list of scalars gets the value itself. */
function updateList(list: Value[], name: string, value: Value, target: JsonPath): void {
  const kinds = new Set(list.map(shapeOf));
  if (kinds.size > 1) throw mixedList(list, target);
  if (kinds.has("scalar") || list.length === 0) {
    list.push(copyValue(value));
    return;
  }
  for (const element of list) {
    if (Array.isArray(element)) element.push(copyValue(value));
    else if (isValueMap(element)) setOwn(element, name, copyValue(value));
  }
}

function shapeOf(value: Value): "list" | "map" | "scalar" {
  if (Array.isArray(value)) return "list";
  return isValueMap(value) ? "map" : "scalar";
}

function mixedList(list: readonly Value[], target: JsonPath): SnapFailure {
  const found = list.slice(0, 5).map((item) => describeValue(item));
  return new SnapFailure(
    `The list at ${target.source} cannot be updated`,
    `Expected scalars only, objects only or lists only; found ${found.join(", ")}.`,
    "Name one element, as in $list[0], or make the elements alike before.",
  );
}
