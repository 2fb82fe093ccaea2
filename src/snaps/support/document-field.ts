import type { JsonPath } from "../../expr/path/json-path.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { BindContext, Setting } from "../../engine/setting.ts";
import { bindPerDocument } from "../../engine/settings/evaluated.ts";
import { sourceOf } from "../../engine/settings/expression.ts";
import { bindPath, field } from "../../engine/settings/path.ts";
import { lastWord, missingPath } from "./missing-path.ts";

/** A value of the document that the Snap cannot do without, named by a JSONPath or computed by an expression. */
export interface DocumentField {
  /** As written, such as `$order.id`. */
  readonly source: string;
  /** Last name of the path, such as `id`; the source when there is none. */
  readonly name: string;
  /** Throws when the path does not exist, unless null-safe access reads it as null. */
  readonly read: (document: Document) => Value;
  /** Fields with the same identity read the same from one document. Undefined where that is not known. */
  readonly identity: string | undefined;
}

/** An expression that only reads members: no clock, random number or counter makes two evaluations differ. */
const plainRead = /^\$[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

interface FieldOptions {
  readonly help: string;
  readonly required?: boolean;
}

/** As `field`, with a read that says what is missing. Blank is `undefined`. */
export function documentField(options: FieldOptions): Setting<DocumentField | undefined> {
  return {
    shape: field(options).shape,
    bind: (value, context) => {
      const source = sourceOf(value, "").trim();
      if (source === "") return undefined;
      if (value?.expression === true) {
        const read = bindPerDocument(value, "document", context);
        const identity = plainRead.test(source) ? `expression ${source}` : undefined;
        return { source, name: lastWord(source), read, identity };
      }
      const path = bindPath(source, context);
      const identity = path.names === undefined ? undefined : `path ${path.names.join("\0")}`;
      return { source, name: lastName(path), read: readerOf(path, context), identity };
    },
  };
}

/** As `documentField`, where a bare number is that number and not the name of a field: `1` joins everything. */
export function joinField(options: FieldOptions): Setting<DocumentField | undefined> {
  const plain = documentField(options);
  return {
    shape: plain.shape,
    bind: (value, context) => {
      const source = sourceOf(value, "").trim();
      if (!/^\d+$/.test(source)) return plain.bind(value, context);
      const constant = Number(source);
      return { source, name: source, read: () => constant, identity: undefined };
    },
  };
}

/** The last name on a path, under which its value goes into another document. */
export function lastName(path: JsonPath): string {
  for (let index = path.segments.length - 1; index >= 0; index--) {
    const segment = path.segments[index];
    if (segment?.kind === "name") return segment.name;
  }
  return path.source;
}

function readerOf(path: JsonPath, context: BindContext): (document: Document) => Value {
  const [name, ...deeper] = path.names ?? [];
  const missing = (document: Document): Value => {
    if (context.nullSafe) return null;
    throw missingPath(path.source, document);
  };
  if (name !== undefined && deeper.length === 0 && !(name in Object.prototype)) {
    return (document) =>
      document[name] ?? (Object.hasOwn(document, name) ? null : missing(document));
  }
  return (document) => path.readOne(document) ?? missing(document);
}
