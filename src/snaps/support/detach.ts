import { setOwn } from "../../base/json.ts";
import type { Documents } from "../../engine/batch.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import type { Document, Value, ValueMap } from "../../expr/value.ts";

/** V8 copies what is shorter when it cuts a string, and keeps the whole source of what is not. */
const sliceLengthMin = 13;

/**
 * A text with characters of its own. A field that a parser cut out of its input keeps up to 64 KiB of that input in
 * memory, which matters to whoever holds a few of many: a key of a group, a document in a buffer.
 */
export function detachText(text: string): string {
  if (text.length < sliceLengthMin) return text;
  const joined = text.slice(0, sliceLengthMin - 1) + text.slice(sliceLengthMin - 1);
  // Reading a character makes V8 write the two pieces into one string, after which it forgets them.
  const last = sliceLengthMin - 1;
  return joined.charCodeAt(last) === text.charCodeAt(last) ? joined : text;
}

/** The same document, its texts detached. What holds no text worth it is shared with the original. */
export function detachDocument(document: Document): Document {
  return holdsSlices(document) ? detachMap(document) : document;
}

/** Batches with their documents detached, for a Snap that keeps them. */
export async function* detachedDocuments(documents: Documents): Documents {
  for await (const batch of documents) yield batch.map(detachDocument);
}

/** As `detachDocument`, for a value of a document. */
export function detachValue(value: Value): Value {
  if (typeof value === "string") return detachText(value);
  if (typeof value !== "object" || value === null || !holdsSlices(value)) return value;
  if (Array.isArray(value)) return value.map(detachValue);
  return isValueMap(value) ? detachMap(value) : value;
}

function holdsSlices(value: Value): boolean {
  if (typeof value === "string") return value.length >= sliceLengthMin;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsSlices);
  if (!isValueMap(value)) return false;
  for (const key in value) {
    if (Object.hasOwn(value, key) && holdsSlices(value[key] ?? null)) return true;
  }
  return false;
}

function detachMap(map: ValueMap): ValueMap {
  const copy = { ...map };
  for (const key of Object.keys(copy)) {
    const value = copy[key] ?? null;
    if (holdsSlices(value)) setOwn(copy, key, detachValue(value));
  }
  return copy;
}
