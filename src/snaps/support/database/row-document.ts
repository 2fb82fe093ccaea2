import { setOwn } from "../../../base/json.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { copyDocument } from "../copy-document.ts";
import type { ResultColumn } from "./database-driver.ts";

/** The names of the columns as keys of a document: one that stands twice is counted on, `id`, `id_2`. */
export function columnKeys(columns: readonly ResultColumn[]): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let key = name;
    for (let count = 2; taken.has(key); count++) key = `${name}_${count}`;
    taken.add(key);
    return key;
  });
}

/** A row as a document, with what it came from under `original`. */
export function rowDocument(
  keys: readonly string[],
  row: readonly Value[],
  original: Document | undefined,
): Document {
  const document: Document = {};
  for (let index = 0; index < keys.length; index++) {
    setOwn(document, keys[index] ?? "", row[index] ?? null);
  }
  if (original !== undefined) setOwn(document, "original", copyDocument(original));
  return document;
}
