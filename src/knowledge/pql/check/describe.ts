import type { ColumnType } from "../../data/data-schema.ts";

/** `"CASES"."REGION"`, as it can be pasted into PQL. */
export function columnName(table: string, column: string): string {
  return `${tableName(table)}.${tableName(column)}`;
}

export function tableName(table: string): string {
  return `"${table.replaceAll('"', '""')}"`;
}

/** `"A", "B" and "C"`. */
export function listOf(names: readonly string[], word = "and"): string {
  const most = 12;
  const shown = names.length > most ? [...names.slice(0, most), "others"] : names;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${word} ${last}`;
}

export function typeNames(types: readonly ColumnType[]): string {
  return listOf(types, "or");
}
