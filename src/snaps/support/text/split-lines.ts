import { SnapFailure } from "../../../engine/snap-failure.ts";

export interface SplitLinesOptions {
  /** What ends a line. Before a line feed, a carriage return belongs to the end too. */
  readonly separator: string;
  readonly lineLengthMax: number;
}

/** Cuts text into lines while it comes, as many at once as a piece ends. The last needs no separator. */
export async function* splitLines(
  text: AsyncIterable<string>,
  { separator, lineLengthMax }: SplitLinesOptions,
): AsyncIterable<readonly string[]> {
  let rest = "";
  let searchFrom = 0;
  let count = 0;
  const clean = (line: string): string =>
    separator === "\n" && line.endsWith("\r") ? line.slice(0, -1) : line;
  for await (const piece of text) {
    rest += piece;
    const lines: string[] = [];
    let start = 0;
    let end = rest.indexOf(separator, searchFrom);
    for (; end >= 0; end = rest.indexOf(separator, start)) {
      lines.push(clean(rest.slice(start, end)));
      start = end + separator.length;
    }
    rest = rest.slice(start);
    searchFrom = Math.max(0, rest.length - separator.length + 1);
    count += lines.length;
    if (lines.length > 0) yield lines;
    if (rest.length > lineLengthMax) throw tooLong(count + 1, lineLengthMax);
  }
  if (rest !== "") yield [clean(rest)];
}

/** `\n`, `\r`, `\t` and `\u0001` as people write control characters in a one-line field; blank is a line feed. */
export function lineSeparatorOf(setting: string): string {
  if (setting === "") return "\n";
  return setting
    .replaceAll("\\n", "\n")
    .replaceAll("\\r", "\r")
    .replaceAll("\\t", "\t")
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
}

function tooLong(line: number, lengthMax: number): SnapFailure {
  return new SnapFailure(
    `Line ${line} is too long`,
    `Expected at most ${lengthMax} characters before the next line separator (lineLengthMax); found more.`,
    "Check `lineSeparator`: it has to be what ends a line in the content.",
  );
}
