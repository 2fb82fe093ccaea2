import type { Value } from "../../../../expr/value.ts";
import { textOf } from "./bound-value.ts";

const special = /[\\\n\r\t]/;

/** A row as `COPY … FROM STDIN` reads it: cells between tabs, `\N` for null, a line feed at the end. */
export function copyLine(row: readonly Value[], types: readonly string[]): string {
  let line = "";
  for (let index = 0; index < row.length; index++) {
    if (index > 0) line += "\t";
    line += cell(row[index] ?? null, types[index]);
  }
  return `${line}\n`;
}

function cell(value: Value, type: string | undefined): string {
  if (value === null) return "\\N";
  const text = typeof value === "string" ? value : textOf(value, type);
  return special.test(text) ? escaped(text) : text;
}

function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
}
