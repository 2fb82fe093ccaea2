import { unreachable } from "../../../base/errors.ts";
import { setOwn } from "../../../base/json.ts";
import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Value, ValueMap } from "../../../expr/value.ts";
import type { AvroType } from "./avro-type.ts";
import { brokenAvro, type ByteReader } from "./byte-reader.ts";

/** What one document may still cost. */
export interface ReadBudget {
  items: number;
  depth: number;
}

export type ReadAvro = (reader: ByteReader, budget: ReadBudget) => Value;

/** Makes the reader of a type, once for a file. A record that holds itself refers to its own reader. */
export function avroReader(root: AvroType, limits: Limits): ReadAvro {
  const readers = new Map<AvroType, ReadAvro>();
  return readerOf(root);

  function readerOf(type: AvroType): ReadAvro {
    const known = readers.get(type);
    if (known !== undefined) return known;
    if (type.kind !== "record") return makeReader(type);
    const fields: (readonly [name: string, read: ReadAvro])[] = [];
    const read: ReadAvro = (reader, budget) => {
      if (++budget.depth > limits.avroDepthMax) throw tooDeep(limits.avroDepthMax);
      const map: ValueMap = {};
      for (const [name, readField] of fields) setOwn<Value>(map, name, readField(reader, budget));
      budget.depth--;
      return map;
    };
    readers.set(type, read);
    for (const field of type.fields) fields.push([field.name, readerOf(field.type)]);
    return read;
  }

  function makeReader(type: Exclude<AvroType, { kind: "record" }>): ReadAvro {
    switch (type.kind) {
      case "null":
        return () => null;
      case "boolean":
        return readBoolean;
      case "int":
        return readInt;
      case "long":
        return (reader) => reader.long();
      case "float":
        return (reader) => reader.float();
      case "double":
        return (reader) => reader.double();
      case "bytes":
        return (reader) => reader.bytes(reader.size("a length from 0"));
      case "string":
        return (reader) => reader.text();
      case "fixed":
        return (reader) => reader.bytes(type.size);
      case "enum":
        return (reader) => pick(type.symbols, reader, "symbol");
      case "union": {
        const branches = type.types.map(readerOf);
        return (reader, budget) => pick(branches, reader, "type of the union")(reader, budget);
      }
      case "array": {
        const readItem = readerOf(type.items);
        return (reader, budget) => {
          const list: Value[] = [];
          readBlocks(reader, budget, limits, () => list.push(readItem(reader, budget)));
          return list;
        };
      }
      case "map": {
        const readItem = readerOf(type.values);
        return (reader, budget) => {
          const map: ValueMap = {};
          readBlocks(reader, budget, limits, () => {
            const key = reader.text();
            setOwn<Value>(map, key, readItem(reader, budget));
          });
          return map;
        };
      }
      default:
        return unreachable(type);
    }
  }
}

function readBoolean(reader: ByteReader): boolean {
  const byte = reader.byte();
  if (byte > 1) throw brokenAvro("0 or 1 for a boolean", String(byte));
  return byte === 1;
}

function readInt(reader: ByteReader): number {
  const value = reader.long();
  if (typeof value === "number" && (value | 0) === value) return value;
  throw brokenAvro("a number of at most 32 bits", String(value));
}

function pick<T>(list: readonly T[], reader: ByteReader, what: string): T {
  const index = reader.size(`a ${what} from 0`);
  const found = list[index];
  if (found === undefined)
    throw brokenAvro(`a ${what} from 0 to ${list.length - 1}`, String(index));
  return found;
}

/** The items of a list or map come in blocks; a negative count has the size in bytes behind it. */
function readBlocks(
  reader: ByteReader,
  budget: ReadBudget,
  limits: Limits,
  readItem: () => void,
): void {
  for (;;) {
    const count = reader.long();
    if (typeof count === "bigint") throw brokenAvro("a count of items", String(count));
    if (count === 0) return;
    if (count < 0) reader.size("a size in bytes");
    budget.items -= Math.abs(count);
    if (budget.items < 0) throw tooMany(limits.avroItemsMax);
    for (let left = Math.abs(count); left > 0; left--) readItem();
  }
}

function tooMany(itemsMax: number): SnapFailure {
  return new SnapFailure(
    "An Avro document is too large",
    `Expected at most ${itemsMax} items in its lists and maps (avroItemsMax); found more.`,
    "Check that the file is whole, or have the operator raise the limit.",
  );
}

function tooDeep(depthMax: number): SnapFailure {
  return new SnapFailure(
    "An Avro document is nested too deeply",
    `Expected at most ${depthMax} records inside each other (avroDepthMax); found more.`,
    "Check that the file is whole, or have the operator raise the limit.",
  );
}
