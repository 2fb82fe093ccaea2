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

/** `a`, `a and b`, `a, b and c`; of more than twelve words only the number of the rest. */
export function listWords(words: readonly string[], between = "and"): string {
  const shown = words.length > 12 ? [...words.slice(0, 11), `${words.length - 11} more`] : words;
  if (shown.length <= 1) return shown[0] ?? "";
  return `${shown.slice(0, -1).join(", ")} ${between} ${shown.at(-1) ?? ""}`;
}
