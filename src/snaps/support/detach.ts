import { setOwn } from "../../base/json.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import type { Document, Value, ValueMap } from "../../expr/value.ts";

/** V8 copies what is shorter when it cuts a string, and keeps the whole source of what is not. */
const sliceLengthMin = 13;

/**
 * A text with characters of its own. A field that a parser cut out of its input keeps up to 64 KiB of that input in
 * memory, which matters to whoever holds a few of many: a key of a group, a document in a buffer.
 */
export function detachText(text: string): string {
  return text.length < sliceLengthMin ? text : ` ${text}`.slice(1);
}

/** The same document, its texts detached; everything that is no text, list or map is shared. */
export function detachDocument(document: Document): Document {
  return detachMap(document);
}

function detachValue(value: Value): Value {
  if (typeof value === "string") return detachText(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(detachValue);
  return isValueMap(value) ? detachMap(value) : value;
}

function detachMap(map: ValueMap): ValueMap {
  const copy = { ...map };
  for (const [key, value] of Object.entries(copy)) {
    if (typeof value === "string" || typeof value === "object")
      setOwn(copy, key, detachValue(value));
  }
  return copy;
}
