import { binariesOf } from "../../../engine/operators/items.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { SnapInput } from "../../../engine/snap-context.ts";
import type { Charset } from "../text/charset.ts";
import { decodeText } from "../text/decode-text.ts";
import { headerOf, typesOf, type CsvHeader } from "./csv-header.ts";
import { createCsvScanner } from "./csv-scanner.ts";
import type { ParseCsvOptions } from "./parse-csv.ts";

/** Reads the names and types of the columns from a second input: its first binary, of two lines. */
export async function readMetadata(
  input: SnapInput,
  options: ParseCsvOptions,
  charset: Charset,
  signal: AbortSignal,
): Promise<CsvHeader> {
  const lines: (readonly string[])[] = [];
  for await (const batch of binariesOf(input)) {
    for (const binary of batch) {
      const scanner = createCsvScanner({ ...options, skipLines: 0 }, (fields, count) => {
        if (lines.length < 2) lines.push(fields.slice(0, count));
      });
      for await (const piece of decodeText(binary.content, charset, signal)) scanner.write(piece);
      scanner.end();
    }
  }
  const [names, types] = lines;
  if (names === undefined) {
    throw new SnapFailure(
      "The second input has no header",
      "Expected a header line and a line of types; found nothing.",
      "Feed the second input with CSV of two lines, or take the input away.",
    );
  }
  return { ...headerOf(names, options.validateHeaders, 1), types: typesOf(types ?? []) };
}
