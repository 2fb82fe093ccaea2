import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Value } from "../../../expr/value.ts";
import { detachText } from "../detach.ts";
import type { DateFormat } from "./date-format.ts";
import { dateOfSerial, type SerialOptions } from "./serial-date.ts";
import { unescapeExcelText } from "./xml-part.ts";

/** A cell as the XML has it. */
export interface CellSource {
  /** Such as `B7`, for messages. */
  readonly reference: string;
  /** `s` shared string, `inlineStr`, `str` text of a formula, `b`, `e` error, `d` ISO date, else a number. */
  readonly type: string;
  readonly style: number;
  readonly value: string;
  readonly formula: string;
  readonly inline: string;
}

export interface ReadCellOptions extends SerialOptions {
  readonly sharedStrings: readonly string[];
  readonly dateFormats: readonly (DateFormat | undefined)[];
  /** The values that formulas had when the workbook was saved; otherwise the formulas themselves, as `=A1+B1`. */
  readonly formulaValues: boolean;
}

/** The value of a cell; null for an empty one. An error, such as `#N/A`, is its text. */
export function cellValue(cell: CellSource, options: ReadCellOptions): Value {
  if (!options.formulaValues && cell.formula !== "") return `=${cell.formula}`;
  switch (cell.type) {
    case "s":
      return sharedString(cell, options.sharedStrings);
    case "inlineStr":
      return textOrNull(cell.inline);
    case "str":
    case "e":
    case "d":
      return textOrNull(cell.value);
    case "b":
      return cell.value.trim() === "" ? null : cell.value.trim() === "1";
    default:
      return numberOrDate(cell, options);
  }
}

function textOrNull(text: string): Value {
  return text === "" ? null : detachText(unescapeExcelText(text));
}

function sharedString(cell: CellSource, strings: readonly string[]): Value {
  if (cell.value.trim() === "") return null;
  const text = strings[Number(cell.value)];
  if (text !== undefined) return text === "" ? null : text;
  throw new SnapFailure(
    `The cell ${cell.reference} cannot be read`,
    `Expected the number of one of ${strings.length} shared strings; found ${JSON.stringify(cell.value.slice(0, 40))}.`,
    "Open the workbook in a spreadsheet program and save it again.",
  );
}

function numberOrDate(cell: CellSource, options: ReadCellOptions): Value {
  const text = cell.value.trim();
  if (text === "") return null;
  const number = Number(text);
  if (Number.isNaN(number)) {
    throw new SnapFailure(
      `The cell ${cell.reference} cannot be read`,
      `Expected a number; found ${JSON.stringify(text.slice(0, 40))}.`,
      "Open the workbook in a spreadsheet program and save it again.",
    );
  }
  const format = options.dateFormats[cell.style];
  return format === undefined ? number : (dateOfSerial(number, format, options) ?? number);
}
