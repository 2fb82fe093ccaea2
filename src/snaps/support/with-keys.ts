import type { Documents } from "../../engine/batch.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document, Value } from "../../expr/value.ts";
import { isScalar } from "./compare-keys.ts";
import { describeValue } from "./describe-value.ts";
import type { DocumentField } from "./document-field.ts";
import type { SortEntry } from "./external-sort.ts";

/** Evaluates the keys of every document once. A document without usable keys is rejected. */
export async function* withKeys(
  documents: Documents,
  fields: readonly DocumentField[],
  reject: SnapContext<unknown>["reject"],
): AsyncIterable<readonly SortEntry[]> {
  for await (const batch of documents) {
    const entries: SortEntry[] = [];
    for (const document of batch) {
      try {
        entries.push({ keys: fields.map((field) => keyOf(field, document)), document });
      } catch (failure) {
        reject(document, failure);
      }
    }
    yield entries;
  }
}

/** The value of a field as a key: a scalar, or the document fails. */
export function keyOf(field: DocumentField, document: Document): Value {
  const value = field.read(document);
  if (isScalar(value)) return value;
  throw new SnapFailure(
    `${field.source} is not a scalar`,
    `Expected text, a number, a boolean, a date or null at ${field.source}; found ${describeValue(value)}.`,
    "Choose a path inside it.",
  );
}
