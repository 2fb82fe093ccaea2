import { setOwn } from "../../base/json.ts";
import type { Document } from "../../expr/value.ts";
import { addCopies, copyDocument, copyValue } from "./copy-document.ts";

/**
 * The fields of the left document as they are, then those of the right; a name that both have gets the prefix
 * `<label>_` on the right. Lists and objects are copied, for a document may be joined more than once.
 */
export function joinFields(left: Document, right: Document, label: string): Document {
  const joined = copyDocument(left);
  for (const key of Object.keys(right)) {
    if (!Object.hasOwn(joined, key)) setOwn(joined, key, copyValue(right[key] ?? null));
    else if (Object.hasOwn(left, key))
      addCopies(joined, { [`${label}_${key}`]: right[key] ?? null });
  }
  return joined;
}
