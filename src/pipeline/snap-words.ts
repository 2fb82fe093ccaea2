import type { SnapNode, View, ViewType } from "./model.ts";
import type { SnapShape } from "./snap-shape.ts";

/** `Filter "Expensive orders"`, or `Filter` alone when the label is the usual one. */
export function snapName(snap: SnapNode, shape: SnapShape | undefined): string {
  if (shape === undefined) return `Snap "${snap.label}"`;
  return shape.label === snap.label ? shape.label : `${shape.label} "${snap.label}"`;
}

/** `"output0"`, with the id when the label says something else. */
export function viewName(view: View): string {
  return view.label === view.id ? `\`${view.id}\`` : `"${view.label}" (\`${view.id}\`)`;
}

/** What streams through a view: `documents` or `binary data`. */
export function contentWords(type: ViewType): string {
  return type === "document" ? "documents" : "binary data";
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[], between = "and"): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${between} ${words.at(-1) ?? ""}`;
}

/** `1 view`, `2 views`. */
export function countWords(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
