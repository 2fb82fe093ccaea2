import type { JsonPath } from "../../expr/path/json-path.ts";
import { cloneValue } from "../../expr/clone-value.ts";
import type { Document } from "../../expr/value.ts";
import { setOwn } from "../../base/json.ts";
import { copyDocument } from "./copy-document.ts";

/**
 * Makes the copy of a document that may be written at `paths`: what the writes can reach is copied deeply, the rest is
 * shared with the original. With `change`, not only is another value put at a path, but the value there is written into.
 */
export function copyForWrites(
  paths: readonly JsonPath[],
  reach: "replace" | "change" = "replace",
): (document: Document) => Document {
  const reached = new Set<string>();
  for (const path of paths) {
    const [first, second] = path.segments;
    if (first?.kind !== "name") return copyDocument;
    if (second !== undefined || reach === "change") reached.add(first.name);
  }
  if (reached.size === 0) return (document) => ({ ...document });
  return (document) => {
    const copy = { ...document };
    for (const name of reached) {
      if (Object.hasOwn(copy, name)) setOwn(copy, name, cloneValue(copy[name] ?? null));
    }
    return copy;
  };
}
