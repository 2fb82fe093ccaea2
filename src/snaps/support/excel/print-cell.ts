import { SnapFailure } from "../../../engine/snap-failure.ts";
import { isDateValue } from "../../../expr/date/date-value.ts";
import type { Value } from "../../../expr/value.ts";
import { valueText } from "../text/value-text.ts";
import { escapeText } from "../xml/print-xml.ts";
import { serialOfDate } from "./serial-date.ts";
import { dateStyles } from "./workbook-parts.ts";

export interface PrintCellOptions {
  /** Writes text that is a number as that number. */
  readonly numericStrings: boolean;
  /** Writes dates as dates; otherwise as ISO text. */
  readonly dates: boolean;
  /** Writes text that begins with `=` as a formula. */
  readonly formulas: boolean;
}

/** Characters that a cell can hold, by the file format. */
const textLengthMax = 32_767;
/** Digits that Excel keeps of a number. */
const digitsMax = 15;

/** Prints a cell; nothing for null and empty text. Throws a `SnapFailure` for text that a cell cannot hold. */
export function printCell(reference: string, value: Value, options: PrintCellOptions): string {
  if (value === null || value === "") return "";
  if (typeof value === "boolean") return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number" && Number.isFinite(value)) return numberCell(reference, value);
  if (typeof value === "string") return textCell(reference, value, options);
  if (isDateValue(value) && options.dates) {
    const found = serialOfDate(value);
    if (found !== undefined) {
      return numberCell(reference, found.serial, ` s="${dateStyles[found.format]}"`);
    }
  }
  return inlineText(reference, valueText(value));
}

function textCell(reference: string, text: string, options: PrintCellOptions): string {
  if (options.numericStrings && isExactNumber(text)) return numberCell(reference, Number(text));
  if (options.formulas && /^=./s.test(text)) {
    return `<c r="${reference}"><f>${escapeText(text.slice(1))}</f></c>`;
  }
  return inlineText(reference, text);
}

function numberCell(reference: string, number: number, style = ""): string {
  return `<c r="${reference}"${style}><v>${Object.is(number, -0) ? 0 : number}</v></c>`;
}

/** Not a code such as `007`, and not one with more digits than Excel keeps. */
function isExactNumber(text: string): boolean {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return false;
  return text.replaceAll(/\D/g, "").replace(/^0+/, "").length <= digitsMax;
}

function inlineText(reference: string, text: string): string {
  if (text.length > textLengthMax) throw tooLong(reference, text);
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeText(escapeControls(text))}</t></is></c>`;
}

/** What XML cannot hold is written as Excel writes it: `_x0001_`; and a text that looks like that, so that it is read back. */
function escapeControls(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(/[^\P{Cc}\t\n\u007f-\u009f]|[\ufffe\uffff]|\p{Cs}/gu, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase();
      return `_x${code.padStart(4, "0")}_`;
    });
}

function tooLong(reference: string, text: string): SnapFailure {
  return new SnapFailure(
    `The value for the cell ${reference} is too long`,
    `Expected at most ${textLengthMax} characters, which is what an Excel cell holds; found ${text.length}.`,
    "Shorten or split it with a Mapper.",
  );
}
