import type { Json } from "../base/json.ts";
import type { JsonMember, JsonTree } from "./json-tree.ts";

/** The value of a member; of a key that stands twice the last one counts, as in every JSON reader. */
export function memberOf(tree: JsonTree | undefined, key: string): JsonTree | undefined {
  if (tree?.kind !== "object") return undefined;
  return tree.members.findLast((member) => member.key === key)?.value;
}

/** Follows keys from object to object. */
export function memberAt(
  tree: JsonTree | undefined,
  ...keys: readonly string[]
): JsonTree | undefined {
  let at = tree;
  for (const key of keys) at = memberOf(at, key);
  return at;
}

/** The members of an object, each key once; nothing for a leaf or an array. */
export function membersOf(tree: JsonTree | undefined): readonly JsonMember[] {
  if (tree?.kind !== "object") return [];
  const byKey = new Map(tree.members.map((member) => [member.key, member]));
  return byKey.size === tree.members.length ? tree.members : [...byKey.values()];
}

/** The value that a leaf spells; an integer beyond 2^53 as `bigint`. */
export function leafValue(text: string): null | boolean | number | bigint | string {
  if (text.startsWith('"')) return stringValue(text);
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text);
}

function stringValue(text: string): string {
  if (!text.includes("\\")) return text.slice(1, -1);
  const value: unknown = JSON.parse(text);
  return String(value);
}

/**
 * The text of a leaf or of `{ "value": leaf }`: a number or flag as its digits or word, `undefined` for null, objects
 * and what is absent.
 */
export function textOf(tree: JsonTree | undefined): string | undefined {
  const leaf = tree?.kind === "object" ? memberOf(tree, "value") : tree;
  if (leaf?.kind !== "leaf" || leaf.text === "null") return undefined;
  return String(leafValue(leaf.text));
}

/** `true` for the leaf or wrapped leaf `true` or `"true"`. */
export function flagOf(tree: JsonTree | undefined): boolean {
  return textOf(tree)?.toLowerCase() === "true";
}

/** The plain value of a tree, for what needs no losslessness. */
export function treeToJson(tree: JsonTree): Json {
  if (tree.kind === "leaf") return leafValue(tree.text);
  if (tree.kind === "array") return tree.items.map(treeToJson);
  return Object.fromEntries(tree.members.map((member) => [member.key, treeToJson(member.value)]));
}
