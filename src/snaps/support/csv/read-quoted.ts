import type { CsvDialect } from "./csv-dialect.ts";

export interface QuotedText {
  readonly value: string;
  /** Just past the closing quote. */
  readonly end: number;
  readonly lineBreaks: number;
}

/** Reads from just past an opening quote to its closing quote; `undefined` when the text ends before. */
export function compileQuotedReader(
  dialect: CsvDialect,
): (text: string, start: number) => QuotedText | undefined {
  const quoteCode = dialect.quote === "" ? -1 : dialect.quote.charCodeAt(0);
  const escapeCode =
    dialect.escape === "" || dialect.escape === dialect.quote ? -1 : dialect.escape.charCodeAt(0);

  return (text, start) => {
    let value = "";
    let from = start;
    let lineBreaks = 0;
    for (let i = start; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === quoteCode) {
        if (text.charCodeAt(i + 1) !== quoteCode) {
          return { value: value + text.slice(from, i), end: i + 1, lineBreaks };
        }
        value += text.slice(from, i);
        from = ++i;
      } else if (code === escapeCode) {
        const next = text.charCodeAt(i + 1);
        if (next !== quoteCode && next !== escapeCode) continue;
        value += text.slice(from, i);
        from = ++i;
      } else if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) {
        lineBreaks++;
      }
    }
    return undefined;
  };
}

export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}
