import { isObject } from "../../../base/json.ts";
import type { Document, Value } from "../../../expr/value.ts";
import type { TableColumn } from "./database-driver.ts";

/** A table as a document, from which another one can be made. */
export function schemaDocument(columns: readonly TableColumn[]): Document {
  return {
    columns: columns.map(({ isKey, name, nullable, type }) => ({ name, type, nullable, isKey })),
  };
}

/** The columns of such a document; undefined when it is none. */
export function columnsOfSchema(document: Document): readonly TableColumn[] | undefined {
  const { columns } = document;
  if (!Array.isArray(columns) || columns.length === 0) return undefined;
  const read = columns.map(columnOf);
  return read.every((column) => column !== undefined) ? read : undefined;
}

function columnOf(value: Value): TableColumn | undefined {
  if (!isObject(value)) return undefined;
  const { isKey, name, nullable, type } = value;
  if (typeof name !== "string" || name === "" || typeof type !== "string") return undefined;
  return { name, type, nullable: nullable !== false, isKey: isKey === true, isGenerated: false };
}
