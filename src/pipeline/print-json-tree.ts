import type { JsonMember, JsonTree } from "./json-tree.ts";

/** Prints a tree with two spaces a level; literals and the order of members stay as they were read. */
export function printJsonTree(tree: JsonTree): string {
  return print(tree, "\n");
}

function print(tree: JsonTree, newline: string): string {
  if (tree.kind === "leaf") return tree.text;
  return tree.kind === "array"
    ? printArray(tree.items, newline)
    : printObject(tree.members, newline);
}

function printArray(items: readonly JsonTree[], newline: string): string {
  if (items.length === 0) return "[]";
  const deeper = `${newline}  `;
  let text = "[";
  for (const item of items) {
    text += (text.length === 1 ? deeper : `,${deeper}`) + print(item, deeper);
  }
  return `${text}${newline}]`;
}

function printObject(members: readonly JsonMember[], newline: string): string {
  if (members.length === 0) return "{}";
  const deeper = `${newline}  `;
  let text = "{";
  for (const { keyText, value } of members) {
    text += `${text.length === 1 ? deeper : `,${deeper}`}${keyText}: ${print(value, deeper)}`;
  }
  return `${text}${newline}}`;
}
