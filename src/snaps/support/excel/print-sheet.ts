import { getOwn } from "../../../base/json.ts";
import type { Documents } from "../../../engine/batch.ts";
import type { SnapContext } from "../../../engine/snap-context.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { columnLetters, columnsMax, rowsMax } from "./column-letters.ts";
import { printCell, type PrintCellOptions } from "./print-cell.ts";
import { sheetEnd, sheetStart } from "./workbook-parts.ts";

export interface PrintSheetOptions extends PrintCellOptions {
  /** The columns; the keys of the first document when undefined. */
  readonly names: readonly string[] | undefined;
  readonly writeHeader: boolean;
  readonly reject: SnapContext<unknown>["reject"];
}

/** Prints the XML of a sheet while documents come. A document that does not fit is rejected and takes no row. */
export async function* printSheet(
  documents: Documents,
  options: PrintSheetOptions,
): AsyncIterable<string> {
  let { names } = options;
  let letters: readonly string[] | undefined;
  let rowNumber = 0;
  yield sheetStart;
  for await (const batch of documents) {
    let rows = "";
    for (const document of batch) {
      names ??= Object.keys(document);
      if (letters === undefined) {
        letters = lettersFor(names);
        if (options.writeHeader) rows += printHeader(names, letters, ++rowNumber);
      }
      try {
        rows += printRow(document, names, letters, rowNumber + 1, options);
        rowNumber++;
      } catch (failure) {
        options.reject(document, failure);
      }
      if (rowNumber > rowsMax) throw tooManyRows();
    }
    yield rows;
  }
  if (letters === undefined && names !== undefined && options.writeHeader) {
    yield printHeader(names, lettersFor(names), 1);
  }
  yield sheetEnd;
}

function lettersFor(names: readonly string[]): readonly string[] {
  if (names.length <= columnsMax) return names.map((_, index) => columnLetters(index));
  throw new SnapFailure(
    "There are too many columns for a sheet",
    `Expected at most ${columnsMax}; found ${names.length}.`,
    "Choose fewer with a Mapper.",
  );
}

const plain: PrintCellOptions = { numericStrings: false, dates: false, formulas: false };

function printHeader(
  names: readonly string[],
  letters: readonly string[],
  rowNumber: number,
): string {
  const cells = names.map((name, index) => printCell(`${letters[index]}${rowNumber}`, name, plain));
  return `<row r="${rowNumber}">${cells.join("")}</row>`;
}

function printRow(
  document: Document,
  names: readonly string[],
  letters: readonly string[],
  rowNumber: number,
  options: PrintCellOptions,
): string {
  let cells = "";
  for (let index = 0; index < names.length; index++) {
    const value = getOwn<Value>(document, names[index] ?? "");
    if (value === undefined || value === null) continue;
    cells += printCell(`${letters[index]}${rowNumber}`, value, options);
  }
  return `<row r="${rowNumber}">${cells}</row>`;
}

function tooManyRows(): SnapFailure {
  return new SnapFailure(
    "There are too many documents for a sheet",
    `Expected at most ${rowsMax} rows with the header; found more.`,
    "Split the documents, as with a Router, or write CSV.",
  );
}
