import { SnapFailure } from "../../../engine/snap-failure.ts";

/** How a CSV text is written: what the scanner and the printer agree on. */
export interface CsvDialect {
  /** One character or more. */
  readonly delimiter: string;
  /** One character; empty when nothing is quoted. */
  readonly quote: string;
  /** One character; empty when nothing is escaped but by doubling the quote. */
  readonly escape: string;
}

/** The dialect that settings name; throws a `SnapFailure` for one that cannot be read back. */
export function csvDialectOf(delimiter: string, quote: string, escape: string): CsvDialect {
  const characters = unescapeSetting(delimiter);
  if (!/[\r\n]/.test(characters)) return { delimiter: characters, quote, escape };
  throw new SnapFailure(
    "`delimiter` cannot be used",
    `Expected characters that are no line break; found ${JSON.stringify(delimiter)}.`,
    "Set `delimiter` to what stands between the fields of a line.",
  );
}

/** `\t` and `\u0001` as people write control characters in a one-line field. */
function unescapeSetting(text: string): string {
  return text
    .replaceAll("\\t", "\t")
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
}
