import type { JsonTree } from "./json-tree.ts";

/** Prints a tree with two spaces a level; literals and the order of members stay as they were read. */
export function printJsonTree(tree: JsonTree): string {
  const parts: string[] = [];
  printInto(parts, tree, "\n");
  return parts.join("");
}

function printInto(parts: string[], tree: JsonTree, newline: string): void {
  const deeper = `${newline}  `;
  switch (tree.kind) {
    case "leaf":
      parts.push(tree.text);
      return;
    case "array":
      if (tree.items.length === 0) {
        parts.push("[]");
        return;
      }
      for (const [index, item] of tree.items.entries()) {
        parts.push(index === 0 ? "[" : ",", deeper);
        printInto(parts, item, deeper);
      }
      parts.push(newline, "]");
      return;
    case "object":
      if (tree.members.length === 0) {
        parts.push("{}");
        return;
      }
      for (const [index, member] of tree.members.entries()) {
        parts.push(index === 0 ? "{" : ",", deeper, member.keyText, ": ");
        printInto(parts, member.value, deeper);
      }
      parts.push(newline, "}");
  }
}
