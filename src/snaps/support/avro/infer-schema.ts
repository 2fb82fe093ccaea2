import { isMap } from "../../../expr/operand.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { isName } from "./parse-schema.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** What values of one place are like. */
interface Shape {
  readonly kinds: Set<"boolean" | "long" | "double" | "string" | "bytes">;
  items: Shape | undefined;
  fields: Map<string, Shape> | undefined;
}

/**
 * The schema of documents, as JSON: a record whose fields may all be null. Whole numbers are long, and double where
 * others have a fraction; dates are string; an object is a record, a list an array of what is in it.
 */
export function inferAvroSchema(documents: readonly Document[]): string {
  const root = emptyShape();
  root.fields = new Map();
  for (const document of documents) addTo(root, document);
  return JSON.stringify(recordSchema(root.fields, "Document", new Set()));
}

function emptyShape(): Shape {
  return { kinds: new Set(), items: undefined, fields: undefined };
}

function addTo(shape: Shape, value: Value): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    shape.items ??= emptyShape();
    for (const item of value) addTo(shape.items, item);
  } else if (isMap(value)) {
    shape.fields ??= new Map();
    for (const [name, item] of Object.entries(value)) {
      const known = shape.fields.get(name) ?? emptyShape();
      shape.fields.set(name, known);
      addTo(known, item);
    }
  } else {
    shape.kinds.add(kindOf(value));
  }
}

function kindOf(value: Exclude<Value, null>): "boolean" | "long" | "double" | "string" | "bytes" {
  switch (typeof value) {
    case "boolean":
      return "boolean";
    case "bigint":
      return "long";
    case "number":
      return Number.isSafeInteger(value) ? "long" : "double";
    case "object":
      return value instanceof Uint8Array ? "bytes" : "string";
    default:
      return "string";
  }
}

function recordSchema(
  fields: ReadonlyMap<string, Shape>,
  wanted: string,
  taken: Set<string>,
): object {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  taken.add(name);
  return {
    type: "record",
    name,
    fields: [...fields].map(([field, shape]) => {
      if (!isName(field)) throw badName(field);
      return { name: field, type: unionSchema(shape, `${name}_${field}`, taken), default: null };
    }),
  };
}

function unionSchema(shape: Shape, name: string, taken: Set<string>): unknown[] {
  const kinds = [...shape.kinds].filter((kind) => kind !== "long" || !shape.kinds.has("double"));
  const types: unknown[] = ["null", ...kinds];
  if (shape.fields !== undefined) types.push(recordSchema(shape.fields, name, taken));
  if (shape.items !== undefined) {
    types.push({ type: "array", items: unionSchema(shape.items, `${name}_item`, taken) });
  }
  return types;
}

function badName(name: string): SnapFailure {
  const near = name.replaceAll(/\W+/g, "_").replace(/^(?=\d|$)/, "_");
  return new SnapFailure(
    `"${name}" is no name for Avro`,
    `Expected letters, digits and "_" that do not begin with a digit; found "${name}".`,
    `Rename it with a Mapper, for example to "${near}".`,
  );
}
