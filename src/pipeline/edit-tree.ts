import type { JsonTree } from "./json-tree.ts";

/** A leaf that spells a string. */
export function stringLeaf(value: string): JsonTree {
  return { kind: "leaf", text: JSON.stringify(value) };
}

/**
 * The tree with another value at the end of a path of keys; every other member keeps its place and spelling. Members
 * that are missing are added at the end, and what stands in the way of the path and is no object is replaced by one.
 */
export function withMemberAt(tree: JsonTree, keys: readonly string[], value: JsonTree): JsonTree {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  const members = tree.kind === "object" ? tree.members : [];
  const index = members.findLastIndex((member) => member.key === key);
  const found = members[index];
  if (found === undefined) {
    const added = withMemberAt({ kind: "object", members: [] }, rest, value);
    return {
      kind: "object",
      members: [...members, { key, keyText: JSON.stringify(key), value: added }],
    };
  }
  return {
    kind: "object",
    members: members.with(index, { ...found, value: withMemberAt(found.value, rest, value) }),
  };
}
