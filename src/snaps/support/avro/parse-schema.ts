import { isObject, parseJson } from "../../../base/json.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { primitiveKinds, type AvroPrimitive, type AvroRecord, type AvroType } from "./avro-type.ts";

/** Reads the JSON of a schema. Throws a `SnapFailure` that says where it is wrong. */
export function parseAvroSchema(text: string, depthMax: number): AvroType {
  let schema: unknown;
  try {
    schema = parseJson(text);
  } catch {
    throw badSchema("schema", "JSON", text.slice(0, 60));
  }
  return typeOf(schema, { named: new Map(), namespace: "", place: "schema", depth: 0, depthMax });
}

interface Reading {
  readonly named: Map<string, AvroType>;
  readonly namespace: string;
  readonly place: string;
  readonly depth: number;
  readonly depthMax: number;
}

function typeOf(schema: unknown, at: Reading): AvroType {
  if (at.depth > at.depthMax) {
    throw badSchema(at.place, `at most ${at.depthMax} levels (avroDepthMax)`, "more");
  }
  if (typeof schema === "string") return namedType(schema, "", at);
  if (Array.isArray(schema)) return unionOf(schema, at);
  if (!isObject(schema)) throw badSchema(at.place, "a type", schema);
  const kind = schema["type"];
  switch (kind) {
    case "record":
    case "error":
      return recordOf(schema, at);
    case "enum": {
      const symbols = listAt(schema, "symbols", at);
      if (!symbols.every((one) => typeof one === "string")) {
        throw badSchema(`${at.place}.symbols`, "names", symbols);
      }
      return define(schema, at, (name) => ({ kind: "enum", name, symbols }));
    }
    case "fixed": {
      const size = schema["size"];
      if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) {
        throw badSchema(`${at.place}.size`, "a number of bytes", size);
      }
      return define(schema, at, (name) => ({ kind: "fixed", name, size }));
    }
    case "array":
      return { kind: "array", items: typeOf(schema["items"], inside(at, "items")) };
    case "map":
      return { kind: "map", values: typeOf(schema["values"], inside(at, "values")) };
    default: {
      const logicalType = schema["logicalType"];
      return typeof kind === "string"
        ? namedType(kind, typeof logicalType === "string" ? logicalType : "", at)
        : typeOf(kind, inside(at, "type"));
    }
  }
}

function namedType(name: string, logicalType: string, at: Reading): AvroType {
  const kind = primitiveKinds.find((one) => one === name);
  if (kind !== undefined) return { kind, logicalType } satisfies AvroPrimitive;
  const found = at.named.get(fullName(name, at.namespace)) ?? at.named.get(name);
  if (found !== undefined) return found;
  const known = [...primitiveKinds, ...at.named.keys()].join(", ");
  throw badSchema(at.place, `one of ${known}, or a type defined before`, name);
}

function unionOf(schemas: readonly unknown[], at: Reading): AvroType {
  const types = schemas.map((one, index) => typeOf(one, inside(at, String(index))));
  if (types.length === 0) throw badSchema(at.place, "a union of one type or more", "none");
  if (types.some(({ kind }) => kind === "union")) {
    throw badSchema(at.place, "no union directly in a union", "one");
  }
  return { kind: "union", types };
}

function recordOf(schema: Record<string, unknown>, at: Reading): AvroType {
  const record: AvroRecord = { kind: "record", name: nameOf(schema, at), fields: [] };
  at.named.set(record.name, record);
  const namespace = record.name.slice(0, Math.max(0, record.name.lastIndexOf(".")));
  for (const [index, field] of listAt(schema, "fields", at).entries()) {
    const place = `${at.place}.fields[${index}]`;
    if (!isObject(field)) throw badSchema(place, "an object with `name` and `type`", field);
    const name = field["name"];
    if (typeof name !== "string" || !isName(name)) throw badSchema(`${place}.name`, aName, name);
    const type = typeOf(field["type"], { ...at, namespace, place, depth: at.depth + 1 });
    record.fields.push({ name, type, fallback: field["default"] });
  }
  return record;
}

function define(
  schema: Record<string, unknown>,
  at: Reading,
  make: (name: string) => AvroType,
): AvroType {
  const name = nameOf(schema, at);
  const type = make(name);
  at.named.set(name, type);
  return type;
}

function nameOf(schema: Record<string, unknown>, at: Reading): string {
  const { name, namespace } = schema;
  if (typeof name !== "string" || !name.split(".").every(isName)) {
    throw badSchema(`${at.place}.name`, aName, name);
  }
  const full = fullName(name, typeof namespace === "string" ? namespace : at.namespace);
  if (at.named.has(full)) throw badSchema(`${at.place}.name`, "a name of its own", name);
  return full;
}

const aName = "letters, digits and `_` that do not begin with a digit";

/** Whether it may be the name of a field or type. */
export function isName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

function fullName(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}

function listAt(schema: Record<string, unknown>, key: string, at: Reading): readonly unknown[] {
  const list = schema[key];
  if (!Array.isArray(list)) throw badSchema(`${at.place}.${key}`, "a list", list);
  return list;
}

function inside(at: Reading, step: string): Reading {
  return { ...at, place: `${at.place}.${step}`, depth: at.depth + 1 };
}

function badSchema(place: string, expected: string, found: unknown): SnapFailure {
  return new SnapFailure(
    "The Avro schema cannot be read",
    `Expected ${expected} at ${place}; found ${(JSON.stringify(found) ?? "nothing").slice(0, 80)}.`,
    "Correct the schema (.avsc).",
  );
}
