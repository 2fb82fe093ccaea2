import { unreachable } from "../../../base/errors.ts";
import type { CsvDialect } from "./csv-dialect.ts";

export const quoteModes = ["ALL", "MINIMAL", "NON_NUMERIC", "NONE"] as const;
export type QuoteMode = (typeof quoteModes)[number];

export interface PrintCsvOptions extends CsvDialect {
  readonly quoteMode: QuoteMode;
  readonly lineBreak: "\n" | "\r\n" | "\r";
}

/** A field as text; `null` where there is no value. */
export interface CsvField {
  readonly text: string | null;
  readonly isNumber: boolean;
}

/** Prints one record with its line break. */
export type PrintRecord = (fields: readonly CsvField[]) => string;

/**
 * Prints records as the platform does: quotes inside quotes are doubled and the escape character stays as it is there;
 * without quotes it stands before delimiters, quotes, line breaks and itself. A missing value is quoted where a text
 * would be.
 */
export function csvPrinter(options: PrintCsvOptions): PrintRecord {
  const { delimiter, lineBreak, quote } = options;
  const mode = quote === "" ? "NONE" : options.quoteMode;
  const quoted = (text: string) =>
    quote + (text.includes(quote) ? text.replaceAll(quote, quote + quote) : text) + quote;
  const needsQuote = quoteTest(options);
  const printField = fieldPrinter();
  return (fields) => {
    let line = "";
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i];
      if (i > 0) line += delimiter;
      if (field !== undefined) line += printField(field, fields.length === 1);
    }
    return line + lineBreak;
  };

  function fieldPrinter(): (field: CsvField, isOnly: boolean) => string {
    switch (mode) {
      case "ALL":
        return ({ text }) => quoted(text ?? "");
      case "NON_NUMERIC":
        return ({ text, isNumber }) =>
          isNumber && text !== null && !needsQuote(text) ? text : quoted(text ?? "");
      case "MINIMAL":
        return ({ text }, isOnly) =>
          (text ?? "") === "" ? (isOnly ? quoted("") : "") : minimal(text ?? "");
      case "NONE":
        return ({ text }) => escapeSpecial(text ?? "", options);
      default:
        return unreachable(mode);
    }
  }

  function minimal(text: string): string {
    return needsQuote(text) ? quoted(text) : text;
  }
}

/** Whether a text would not be read back without quotes; also what starts with a sign such as `#`, as others read it. */
function quoteTest({ delimiter, quote, escape }: CsvDialect): (text: string) => boolean {
  const marks = new Set(
    ["\n", "\r", delimiter.charAt(0), quote, escape].filter((mark) => mark !== ""),
  );
  return (text) => {
    if (text.charCodeAt(0) <= 0x23 || text.charCodeAt(text.length - 1) <= 0x20) return true;
    for (const mark of marks) if (text.includes(mark)) return true;
    return false;
  };
}

function escapeSpecial(text: string, { delimiter, quote, escape }: CsvDialect): string {
  if (escape === "") return text;
  let printed = "";
  for (const character of text) {
    const special =
      character === "\n" ||
      character === "\r" ||
      character === escape ||
      character === quote ||
      character === delimiter.charAt(0);
    printed += special ? escape + character : character;
  }
  return printed;
}
