import { isDeepStrictEqual } from "node:util";
import { getOwn, isObject, type Json, type JsonObject, setOwn } from "../../base/json.ts";
import type { JsonTree } from "../../pipeline/json-tree.ts";
import { treeToJson } from "../../pipeline/tree-access.ts";

/**
 * What a part of a file says beyond what is written anyway: members that `usual` lacks or has otherwise, objects
 * compared in turn. Null, and `{ "value": null }`, say nothing.
 */
export function jsonDifference(tree: JsonTree | undefined, usual: JsonObject): JsonObject {
  const json = tree === undefined ? null : treeToJson(tree);
  return isObject(json) ? differenceOf(json, usual) : {};
}

function differenceOf(json: JsonObject, usual: JsonObject): JsonObject {
  const difference: JsonObject = {};
  for (const [key, value] of Object.entries(json)) {
    const known = getOwn(usual, key);
    if (saysNothing(value) || isDeepStrictEqual(value, known)) continue;
    if (!isObject(value) || !isObject(known)) setOwn(difference, key, value);
    else {
      const inner = differenceOf(value, known);
      if (Object.keys(inner).length > 0) setOwn(difference, key, inner);
    }
  }
  return difference;
}

function saysNothing(value: Json): boolean {
  return (
    value === null ||
    (isObject(value) && Object.keys(value).length === 1 && value["value"] === null)
  );
}

/** An object of a file without some of its members. */
export function withoutMembers(
  tree: JsonTree | undefined,
  names: readonly string[],
): JsonTree | undefined {
  if (tree?.kind !== "object") return undefined;
  return { ...tree, members: tree.members.filter(({ key }) => !names.includes(key)) };
}
