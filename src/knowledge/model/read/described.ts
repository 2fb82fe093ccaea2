import type { ColumnType } from "../../data/data-schema.ts";
import { readableName } from "../readable-name.ts";

export interface RawDescribed {
  readonly id: string;
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly internalNote?: string | undefined;
  readonly synonyms?: readonly string[] | undefined;
}

export function describedOf(raw: RawDescribed) {
  const internalNote = raw.internalNote ?? "";
  return {
    id: raw.id,
    displayName: raw.displayName ?? readableName(raw.id),
    description: raw.description ?? "",
    internalNote,
    eligible: internalNote.includes("llm_eligible"),
    synonyms: raw.synonyms ?? [],
  };
}

/** Types as published models write them: `number` is a FLOAT, `datetime` a DATE. */
export function columnTypeOf(type: string): ColumnType {
  switch (type) {
    case "INT":
    case "integer":
      return "INT";
    case "FLOAT":
    case "number":
    case "float":
      return "FLOAT";
    case "DATE":
    case "date":
    case "datetime":
    case "timestamp":
      return "DATE";
    case "BOOLEAN":
    case "boolean":
      return "BOOLEAN";
    default:
      return "STRING";
  }
}
