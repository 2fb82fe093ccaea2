import { setOwn } from "../../../base/json.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { valueText } from "../text/value-text.ts";
import { columnLetters } from "./column-letters.ts";
import type { SheetRow } from "./read-sheet.ts";

export interface RowDocumentsOptions {
  /** The row that names the columns, from 1; undefined when none does. */
  readonly headerRow: number | undefined;
  /** The first and the last row that become documents, from 1. */
  readonly startRow: number;
  readonly endRow: number;
  /** Names of the columns when no row names them. */
  readonly columnNames: readonly string[];
  /** Also takes the columns after the last one that has a name. */
  readonly unnamedColumns: boolean;
  /** What an empty cell is. */
  readonly empty: "" | null;
}

/** Makes documents of rows. A column without a name is called by its letters; a row without values is passed over. */
export function rowDocuments(
  options: RowDocumentsOptions,
): (row: SheetRow) => Document | undefined {
  const { headerRow, startRow, endRow, columnNames, unnamedColumns, empty } = options;
  let names: readonly string[] | undefined = headerRow === undefined ? columnNames : undefined;
  const takesMore = unnamedColumns || (headerRow === undefined && columnNames.length === 0);
  return (row) => {
    if (row.number === headerRow) names = headerNames(row);
    if (headerRow !== undefined && row.number <= headerRow) return undefined;
    if (row.number < startRow || row.number > endRow) return undefined;
    if (row.cells.every((cell) => cell === null)) return undefined;
    names ??= [];
    const width = takesMore ? Math.max(names.length, row.cells.length) : names.length;
    const document: Document = {};
    for (let column = 0; column < width; column++) {
      const name = names[column] ?? "";
      const value = row.cells[column] ?? empty;
      setOwn<Value>(document, name === "" ? columnLetters(column) : name, value);
    }
    return document;
  };
}

/** The names in a row, up to the last that is not blank. */
function headerNames(row: SheetRow): readonly string[] {
  const names = row.cells.map((cell) => (cell === null ? "" : valueText(cell).trim()));
  return names.slice(0, names.findLastIndex((name) => name !== "") + 1);
}
