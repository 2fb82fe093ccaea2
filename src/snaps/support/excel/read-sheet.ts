import type { Limits } from "../../../base/limits.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Value } from "../../../expr/value.ts";
import { cellValue, type CellSource, type ReadCellOptions } from "./cell-value.ts";
import { columnIndexOf, columnsMax, rowsMax } from "./column-letters.ts";
import { readXmlPart } from "./xml-part.ts";

/** One row of a sheet. */
export interface SheetRow {
  /** From 1. */
  readonly number: number;
  /** By column from 0; null where there is nothing. */
  readonly cells: readonly Value[];
}

export interface ReadSheetOptions extends ReadCellOptions {
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** Reads the rows of a sheet that are written down, as many at once as a piece of its XML holds. */
export async function* readSheet(
  content: AsyncIterable<Uint8Array>,
  options: ReadSheetOptions,
): AsyncIterable<readonly SheetRow[]> {
  const sheet = createSheetReader(options);
  for await (const _ of readXmlPart(content, sheet, options.limits, options.signal)) {
    const rows = sheet.take();
    if (rows.length > 0) yield rows;
  }
}

function createSheetReader(options: ReadCellOptions) {
  let rows: SheetRow[] = [];
  let rowNumber = 0;
  let cells: Value[] = [];
  let column = -1;
  let cell: { -readonly [Key in keyof CellSource]: CellSource[Key] } | undefined;
  let target: "value" | "formula" | "inline" | undefined;
  let phoneticDepth = 0;

  return { open, text, close, take };

  function open(name: string, attributes: Readonly<Record<string, string>>): void {
    target = undefined;
    switch (name) {
      case "row":
        startRow(attributes["r"]);
        break;
      case "c":
        startCell(attributes);
        break;
      case "rPh":
        phoneticDepth++;
        break;
      case "v":
        target = "value";
        break;
      case "f":
        target = "formula";
        break;
      case "t":
        if (phoneticDepth === 0) target = "inline";
        break;
      default:
    }
  }

  function text(piece: string): void {
    if (cell !== undefined && target !== undefined) cell[target] += piece;
  }

  function close(name: string): void {
    target = undefined;
    if (name === "rPh") phoneticDepth--;
    if (name === "c" && cell !== undefined) {
      const value = cellValue(cell, options);
      while (cells.length < column) cells.push(null);
      cells[column] = value;
      cell = undefined;
    }
    if (name === "row") rows.push({ number: rowNumber, cells });
  }

  function take(): readonly SheetRow[] {
    const taken = rows;
    rows = [];
    return taken;
  }

  function startRow(reference: string | undefined): void {
    const number = reference === undefined ? rowNumber + 1 : Number(reference);
    if (!Number.isInteger(number) || number <= rowNumber || number > rowsMax) {
      throw badReference("row", reference ?? String(number), `${rowNumber + 1} to ${rowsMax}`);
    }
    rowNumber = number;
    cells = [];
    column = -1;
  }

  function startCell(attributes: Readonly<Record<string, string>>): void {
    const reference = attributes["r"];
    const index = reference === undefined ? column + 1 : columnIndexOf(reference);
    if (index === undefined || index <= column || index >= columnsMax) {
      throw badReference("cell", reference ?? "", "the columns of a row in order, A to XFD");
    }
    column = index;
    cell = {
      reference: reference ?? `row ${rowNumber}, column ${index + 1}`,
      type: attributes["t"] ?? "n",
      style: Number(attributes["s"] ?? 0),
      value: "",
      formula: "",
      inline: "",
    };
  }
}

function badReference(what: string, found: string, expected: string): SnapFailure {
  return new SnapFailure(
    "The sheet cannot be read",
    `Expected ${expected}; found the ${what} "${found}".`,
    "Open the workbook in a spreadsheet program and save it again.",
  );
}
