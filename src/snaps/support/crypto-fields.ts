import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { textPerDocument } from "../../engine/settings/text.ts";
import type { Operator } from "../../engine/snap-context.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import type { Document, Value } from "../../expr/value.ts";
import { copyForWrites } from "./copy-for-writes.ts";
import { readKey, transformTypes, type TransformType } from "./field-cipher.ts";
import { missingPath } from "./missing-path.ts";
import { requireMap } from "./require-map.ts";

/** The settings that Encrypt Field and Decrypt Field share. */
export const cryptoSettings = {
  fields: table({
    help: "The fields.",
    required: true,
    columns: { fieldPath: path({ help: "Path of a field, as in `$card.number`." }) },
  }),
  transformType: choice({
    help: "Algorithm, mode and padding; auto is AES/GCM/NoPadding.",
    options: transformTypes,
    default: "auto",
  }),
  key: textPerDocument({
    help: "The key: Base64 of 16, 24 or 32 bytes, from a parameter as in `_key` or from the document.",
    required: true,
  }),
  nullSafeAccess: flag({
    help: "Passes over a field that does not exist, instead of failing the document.",
    default: false,
  }),
};

interface CryptoSettings {
  readonly fields: readonly { readonly fieldPath: JsonPath | undefined }[];
  readonly transformType: TransformType;
  readonly key: (document: Value) => string;
  readonly nullSafeAccess: boolean;
}

type Transform = (value: Value, key: Uint8Array, transform: TransformType) => Value;

/** Replaces the value of every field by what `transform` makes of it. */
export function transformFields(settings: CryptoSettings, transform: Transform): Operator {
  const paths = settings.fields.flatMap(({ fieldPath }) => fieldPath ?? []);
  const copy = copyForWrites(paths);
  let known: { readonly text: string; readonly key: Uint8Array } | undefined;
  const keyFor = (document: Document): Uint8Array => {
    const text = settings.key(document);
    if (known?.text !== text) known = { text, key: readKey(text) };
    return known.key;
  };
  return mapBatch((document, out) => {
    const key = keyFor(document);
    let result = copy(document);
    for (const fieldPath of paths) {
      const value = fieldPath.readOne(document);
      if (value === undefined) {
        if (settings.nullSafeAccess) continue;
        throw missingPath(fieldPath.source, document);
      }
      const changed = transform(value, key, settings.transformType);
      result = requireMap(fieldPath.write(result, changed), "The document");
    }
    out.push(result);
  });
}
