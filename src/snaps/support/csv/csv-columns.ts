import { setOwn } from "../../../base/json.ts";
import type { Document, Value, ValueMap } from "../../../expr/value.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";

/** Makes a document of the first `count` fields; columns the record does not have are null. */
export type MakeDocument = (fields: readonly string[], count: number) => Document;

/** `field001`, `field002`, … for columns without a name. `index` counts from 0. */
export function columnName(index: number): string {
  return `field${String(index + 1).padStart(3, "0")}`;
}

/**
 * Makes documents with these keys, in this order. Every one is a copy of a template that has all the keys, so V8 gives
 * them one hidden class, and `__proto__` is set as the own key it is.
 */
export function documentMaker(
  names: readonly string[],
  types?: readonly ColumnType[],
): MakeDocument {
  const template = templateOf(names);
  const width = names.length;
  if (types === undefined || types.every((type) => type === "string")) {
    return (fields, count) => {
      const document = { ...template };
      for (let i = 0; i < width; i++)
        document[nameAt(names, i)] = i < count ? (fields[i] ?? null) : null;
      return document;
    };
  }
  return (fields, count) => {
    const document = { ...template };
    for (let i = 0; i < width; i++) {
      const field = i < count ? fields[i] : undefined;
      const name = nameAt(names, i);
      document[name] = field === undefined ? null : convert(field, types[i] ?? "string", name);
    }
    return document;
  };
}

function templateOf(names: readonly string[]): ValueMap {
  const template: ValueMap = {};
  for (const name of names) setOwn<Value>(template, name, "");
  return template;
}

function nameAt(names: readonly string[], index: number): string {
  return names[index] ?? "";
}

export const columnTypes = ["string", "integer", "float", "boolean"] as const;
export type ColumnType = (typeof columnTypes)[number];

/** The value of a field; an empty one is null unless it is text. Throws a `SnapFailure` for one that does not fit. */
function convert(field: string, type: ColumnType, name: string): Value {
  if (type === "string") return field;
  const text = field.trim();
  if (text === "") return null;
  if (type === "integer" && /^[+-]?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text.replace("+", ""));
  }
  if (type === "float" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (type === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  throw new SnapFailure(
    `Column "${name}" holds a value that is no ${type}`,
    `Expected ${examples[type]}; found "${text.slice(0, 80)}".`,
    `Mend the value, or give the column "${name}" the type string in the header of the second input.`,
  );
}

const examples = {
  integer: "a whole number such as 42",
  float: "a number such as 4.2",
  boolean: "true or false",
} as const;
