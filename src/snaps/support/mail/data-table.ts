import { isValueMap } from "../../../expr/path/value-map.ts";
import type { Value } from "../../../expr/value.ts";
import { valueText } from "../text/value-text.ts";

/** Rows as a table of HTML: what stands in a cell is text, whatever it looks like. */
export function htmlTable(rows: readonly Value[]): string {
  const columns = columnsOf(rows);
  const head = line(columns, "th");
  const body = rows.map((row) => line(cellsOf(row, columns), "td")).join("\n");
  return `<table border="1" cellspacing="0" cellpadding="4">\n<thead>${head}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function line(cells: readonly string[], tag: "td" | "th"): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
}

/** Rows as lines with tabs between their cells. */
export function textTable(rows: readonly Value[]): string {
  const columns = columnsOf(rows);
  const lines = [columns, ...rows.map((row) => cellsOf(row, columns))];
  return lines
    .map((cells) => cells.map((cell) => cell.replaceAll(/\s+/g, " ")).join("\t"))
    .join("\n");
}

/** The rows that a value stands for: the elements of a list, or the value alone. */
export function rowsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const lone = "value";

/** The keys of all rows, in the order in which they come up. */
function columnsOf(rows: readonly Value[]): readonly string[] {
  const names = new Set<string>();
  for (const row of rows)
    for (const name of isValueMap(row) ? Object.keys(row) : [lone]) names.add(name);
  return [...names];
}

function cellsOf(row: Value, columns: readonly string[]): readonly string[] {
  return columns.map((name) => {
    const value = isValueMap(row) ? row[name] : name === lone ? row : null;
    return value === null || value === undefined ? "" : valueText(value);
  });
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
