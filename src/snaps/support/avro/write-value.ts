import { believe } from "../../../base/believe.ts";
import { getOwn } from "../../../base/json.ts";
import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import { isMap } from "../../../expr/operand.ts";
import type { Value } from "../../../expr/value.ts";
import { describeValue } from "../describe-value.ts";
import type { AvroField, AvroRecord, AvroType } from "./avro-type.ts";
import { numberForLogicalType } from "./logical-value.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { isDateValue } from "../../../expr/date/date-value.ts";

/** Where in the document something does not fit, from the inside to the outside. */
class AvroMismatch extends Error {
  readonly path: string[] = [];
  readonly expected: string;
  readonly found: Value | undefined;

  constructor(expected: string, found: Value | undefined) {
    super("the value does not fit the schema");
    this.expected = expected;
    this.found = found;
  }
}

/** Writes a document, or throws a `SnapFailure` that says where it does not fit. */
export function writeAvroValue(
  type: AvroType,
  value: Value,
  out: ByteWriter,
  limits: Limits,
): void {
  const start = out.length;
  try {
    write(type, value, out, limits.avroDepthMax);
  } catch (thrown) {
    out.truncate(start);
    throw thrown instanceof AvroMismatch ? mismatch(thrown) : thrown;
  }
}

function write(type: AvroType, value: Value, out: ByteWriter, depth: number): void {
  switch (type.kind) {
    case "null":
      if (value !== null) throw new AvroMismatch("null", value);
      return;
    case "boolean":
      if (typeof value !== "boolean") throw new AvroMismatch("a boolean", value);
      out.byte(value ? 1 : 0);
      return;
    case "int":
    case "long": {
      const number = numberForLogicalType(value, type.logicalType);
      if (!isInteger(number, type.kind))
        throw new AvroMismatch(`a whole number (${type.kind})`, value);
      out.long(number);
      return;
    }
    case "float":
    case "double":
      if (typeof value !== "number" && typeof value !== "bigint") {
        throw new AvroMismatch("a number", value);
      }
      if (type.kind === "float") out.float(Number(value));
      else out.double(Number(value));
      return;
    case "string":
      if (typeof value !== "string" && !isDateValue(value)) throw new AvroMismatch("text", value);
      out.text(String(value));
      return;
    case "bytes":
      if (!(value instanceof Uint8Array)) throw new AvroMismatch("bytes", value);
      out.long(value.length);
      out.bytes(value);
      return;
    case "fixed":
      if (!(value instanceof Uint8Array) || value.length !== type.size) {
        throw new AvroMismatch(`${type.size} bytes`, value);
      }
      out.bytes(value);
      return;
    case "enum": {
      const index = typeof value === "string" ? type.symbols.indexOf(value) : -1;
      if (index < 0) throw new AvroMismatch(`one of ${type.symbols.join(", ")}`, value);
      out.long(index);
      return;
    }
    case "array":
      writeList(type.items, value, out, depth);
      return;
    case "map":
      writeMap(type.values, value, out, depth);
      return;
    case "union":
      writeUnion(type.types, value, out, depth);
      return;
    case "record":
      writeRecord(type, value, out, depth);
  }
}

function writeList(items: AvroType, value: Value, out: ByteWriter, depth: number): void {
  if (!Array.isArray(value)) throw new AvroMismatch("a list", value);
  if (value.length > 0) out.long(value.length);
  for (const [index, item] of value.entries()) {
    within(`[${index}]`, () => write(items, item, out, depth));
  }
  out.long(0);
}

function writeMap(values: AvroType, value: Value, out: ByteWriter, depth: number): void {
  if (!isMap(value)) throw new AvroMismatch("an object", value);
  const entries = Object.entries(value);
  if (entries.length > 0) out.long(entries.length);
  for (const [key, item] of entries) {
    out.text(key);
    within(`.${key}`, () => write(values, item, out, depth));
  }
  out.long(0);
}

/** The first type that takes the value; a value is tried by writing it, so that deep ones need no second look. */
function writeUnion(
  types: readonly AvroType[],
  value: Value,
  out: ByteWriter,
  depth: number,
): void {
  const start = out.length;
  let last: AvroMismatch | undefined;
  for (const [index, type] of types.entries()) {
    if ((type.kind === "null") !== (value === null)) continue;
    try {
      out.long(index);
      write(type, value, out, depth);
      return;
    } catch (thrown) {
      if (!(thrown instanceof AvroMismatch)) throw thrown;
      out.truncate(start);
      last = thrown;
    }
  }
  const single = types.filter(({ kind }) => kind !== "null").length === 1;
  if (single && last !== undefined) throw last;
  throw new AvroMismatch(`one of ${types.map(({ kind }) => kind).join(", ")}`, value);
}

function writeRecord(type: AvroRecord, value: Value, out: ByteWriter, depth: number): void {
  if (!isMap(value)) throw new AvroMismatch("an object", value);
  if (depth === 0) throw new AvroMismatch("fewer records inside each other (avroDepthMax)", value);
  for (const field of type.fields) {
    within(`.${field.name}`, () => {
      write(field.type, fieldValue(value, field), out, depth - 1);
    });
  }
}

/** A field that is missing has the value that the schema gives it, or null where that fits. */
function fieldValue(
  map: Readonly<Record<string, Value>>,
  { name, type, fallback }: AvroField,
): Value {
  const value = getOwn<Value>(map, name);
  if (value !== undefined) return value;
  if (fallback !== undefined) return believe<Value>(fallback);
  const takesNull =
    type.kind === "null" ||
    (type.kind === "union" && type.types.some(({ kind }) => kind === "null"));
  if (takesNull) return null;
  throw new AvroMismatch("a value", undefined);
}

function within(step: string, action: () => void): void {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof AvroMismatch) thrown.path.push(step);
    throw thrown;
  }
}

function isInteger(value: Value, kind: "int" | "long"): value is number | bigint {
  if (typeof value === "bigint") return kind === "long" && BigInt.asIntN(64, value) === value;
  if (typeof value !== "number" || !Number.isInteger(value)) return false;
  return kind === "int"
    ? (value | 0) === value
    : BigInt.asIntN(64, BigInt(value)) === BigInt(value);
}

function mismatch({ path, expected, found }: AvroMismatch): SnapFailure {
  const place = path.toReversed().join("");
  return new SnapFailure(
    "The document does not fit the Avro schema",
    `Expected ${expected} at $${place}; found ${describeValue(found)}.`,
    "Change the value with a Mapper, or the schema in `avscSchemaFile`.",
  );
}
