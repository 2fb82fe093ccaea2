import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { CsvDialect } from "./csv-dialect.ts";
import { compileQuotedReader, isLineBreak } from "./read-quoted.ts";

export interface CsvScannerOptions extends CsvDialect {
  /** Takes spaces and control characters off the ends of fields; not of what stands between quotes. */
  readonly trim: boolean;
  readonly skipBlankLines: boolean;
  /** Lines before the first record, whatever they hold. */
  readonly skipLines: number;
  /** Characters of one record, so that a quote that is never closed does not take a whole file into memory. */
  readonly recordLengthMax: number;
}

/** Takes one record: the first `count` of `fields`, which the scanner uses again; `line` counts from 1. */
export type TakeRecord = (fields: readonly string[], count: number, line: number) => void;

export interface CsvScanner {
  /** Hands on every record that is complete. */
  write(text: string): void;
  /** Hands on the last record, which needs no line break. */
  end(): void;
}

const none = 0;
const delimiterStart = 1;
const lineBreak = 2;
const quoteMark = 3;
const escapeMark = 4;

const plain = 0;
const escaped = 1;
const quoted = 2;

const carriageReturn = 13;
const lineFeed = 10;

/**
 * Splits CSV text into records. Records end with LF, CR or CRLF. A quote counts only at the start of a field, and a
 * doubled or escaped quote inside quotes is a quote; outside quotes the escape character takes its meaning from a
 * delimiter, quote, line break or escape character that follows. Before anything else it stands for itself.
 *
 * Records without quotes and escape characters are cut at what is searched in them; the others are scanned in one pass,
 * character by character against a table. What an unfinished record holds is scanned
 * again when twice as much has come, so the time stays linear however long a record is.
 */
export function createCsvScanner(options: CsvScannerOptions, take: TakeRecord): CsvScanner {
  const { delimiter, trim, skipBlankLines, recordLengthMax } = options;
  const delimiterLength = delimiter.length;
  const kinds = kindsOf(options);
  const readQuoted = compileQuotedReader(options);
  const fields: string[] = [];
  let pending = "";
  let scanAtLength = 0;
  let line = 1;
  let linesToSkip = options.skipLines;
  // Where the next of each is in the text being scanned, or its end; not known when it lies before the place asked for.
  let nextQuote = -1;
  let nextEscape = -1;
  let nextReturn = -1;
  let nextLineFeed = -1;
  let nextDelimiter = -1;

  return {
    write: (text) => {
      pending = pending.length === 0 ? text : pending + text;
      if (pending.length < scanAtLength) return;
      const consumed = scan(pending, false);
      if (consumed > 0) pending = pending.slice(consumed);
      checkLength(pending.length);
      scanAtLength = Math.min(pending.length * 2, recordLengthMax + 1);
    },
    end: () => {
      const text = pending;
      pending = "";
      scan(text, true);
    },
  };

  /** Hands on the records of `text` and returns where the first unfinished one starts. */
  function scan(text: string, final: boolean): number {
    const length = text.length;
    let recordStart = skipLeadingLines(text, final);
    if (linesToSkip > 0) return recordStart;
    nextQuote = nextEscape = nextReturn = nextLineFeed = nextDelimiter = -1;
    recordStart = scanPlain(text, recordStart, final);
    if (specialFrom(text, recordStart) === length) return recordStart;
    let fieldStart = recordStart;
    let state = plain;
    let quotedText = "";
    let isQuotedRecord = false;
    let lineBreaks = 0;
    let count = 0;
    for (let i = recordStart; i < length; i++) {
      const kind = kinds[text.charCodeAt(i)];
      if (kind === none) continue;
      if (kind === delimiterStart) {
        if (delimiterLength > 1 && !text.startsWith(delimiter, i)) continue;
        fields[count++] =
          state === plain
            ? cut(text, fieldStart, i)
            : cutSpecial(text, fieldStart, i, state, quotedText);
        i += delimiterLength - 1;
        fieldStart = i + 1;
        state = plain;
      } else if (kind === lineBreak) {
        const width = lineBreakWidth(text, i);
        if (!final && i + width === length && text.charCodeAt(i) === carriageReturn)
          return recordStart;
        fields[count++] =
          state === plain
            ? cut(text, fieldStart, i)
            : cutSpecial(text, fieldStart, i, state, quotedText);
        finish(count, isQuotedRecord, i - recordStart);
        line += 1 + lineBreaks;
        recordStart = fieldStart = scanPlain(text, i + width, final);
        i = recordStart - 1;
        state = plain;
        isQuotedRecord = false;
        lineBreaks = count = 0;
      } else if (kind === quoteMark) {
        if (state !== plain || !isFieldStart(text, fieldStart, i)) continue;
        const found = readQuoted(text, i + 1);
        if (found === undefined) {
          if (final) refuseOpenQuote(line + lineBreaks);
          return recordStart;
        }
        quotedText = found.value;
        lineBreaks += found.lineBreaks;
        i = found.end - 1;
        fieldStart = found.end;
        state = quoted;
        isQuotedRecord = true;
      } else if (state !== quoted) {
        const follower = i + 1 < length ? kinds[text.charCodeAt(i + 1)] : none;
        if (follower === none) continue;
        state = escaped;
        if (follower === lineBreak) lineBreaks++;
        i++;
      }
    }
    if (!final || recordStart >= length) return recordStart;
    fields[count++] =
      state === plain
        ? cut(text, fieldStart, length)
        : cutSpecial(text, fieldStart, length, state, quotedText);
    finish(count, isQuotedRecord, length - recordStart);
    return length;
  }

  /**
   * The same for the records before the next one in which more than delimiters and line breaks means something: these
   * are searched, which is faster than reading. Returns where the first record begins that is not done.
   */
  function scanPlain(text: string, start: number, final: boolean): number {
    let recordStart = start;
    const special = specialFrom(text, start);
    while (recordStart < text.length) {
      if (nextLineFeed < recordStart) nextLineFeed = find(text, "\n", recordStart);
      const lineEnd = nextLineFeed;
      if (lineEnd > special || (lineEnd === text.length && !final)) break;
      const hasReturn = text.charCodeAt(lineEnd - 1) === carriageReturn && lineEnd > recordStart;
      const end = hasReturn ? lineEnd - 1 : lineEnd;
      let fieldStart = recordStart;
      let count = 0;
      if (nextDelimiter < recordStart) nextDelimiter = find(text, delimiter, recordStart);
      while (nextDelimiter < end) {
        fields[count++] = cut(text, fieldStart, nextDelimiter);
        fieldStart = nextDelimiter + delimiterLength;
        nextDelimiter = find(text, delimiter, fieldStart);
      }
      fields[count++] = cut(text, fieldStart, end);
      finish(count, false, end - recordStart);
      line++;
      recordStart = lineEnd + 1;
    }
    return Math.min(recordStart, text.length);
  }

  /** Where the first quote, escape character or CR without its LF is; the end when there is none. */
  function specialFrom(text: string, start: number): number {
    if (nextQuote < start) nextQuote = findMark(text, options.quote, start);
    if (nextEscape < start) nextEscape = findMark(text, options.escape, start);
    if (nextReturn < start) nextReturn = findReturn(text, start);
    return Math.min(nextQuote, nextEscape, nextReturn);
  }

  function finish(count: number, isQuotedRecord: boolean, length: number): void {
    if (length > recordLengthMax) checkLength(length);
    if (count === 1 && skipBlankLines && !isQuotedRecord && (fields[0] ?? "").trim() === "") return;
    take(fields, count, line);
  }

  function cut(text: string, start: number, end: number): string {
    if (!trim || start === end) return text.slice(start, end);
    if (text.charCodeAt(start) > 32 && text.charCodeAt(end - 1) > 32) return text.slice(start, end);
    return trimmed(text, start, end);
  }

  function cutSpecial(
    text: string,
    start: number,
    end: number,
    state: number,
    before: string,
  ): string {
    if (state === quoted) return before + cut(text, start, end);
    const value = unescapeField(text.slice(start, end), kinds);
    return cut(value, 0, value.length);
  }

  function isFieldStart(text: string, start: number, end: number): boolean {
    return start === end || (trim && trimmed(text, start, end) === "");
  }

  function skipLeadingLines(text: string, final: boolean): number {
    let start = 0;
    for (let i = 0; linesToSkip > 0 && i < text.length; i++) {
      if (!isLineBreak(text.charCodeAt(i))) continue;
      const width = lineBreakWidth(text, i);
      if (!final && i + width === text.length && text.charCodeAt(i) === carriageReturn) break;
      i += width - 1;
      start = i + 1;
      linesToSkip--;
      line++;
    }
    return start;
  }

  function checkLength(length: number): void {
    if (length <= recordLengthMax) return;
    throw new SnapFailure(
      `Error parsing at line ${line}`,
      `Expected a record of at most ${recordLengthMax} characters (csvRecordLengthMax); found one that goes on. A quote that is never closed is the usual cause.`,
      `Check the quotes from line ${line} on, or set the quote character as the file uses it.`,
    );
  }
}

function kindsOf(options: CsvScannerOptions): Uint8Array {
  const kinds = new Uint8Array(65_536);
  if (options.escape !== "") kinds[options.escape.charCodeAt(0)] = escapeMark;
  if (options.quote !== "") kinds[options.quote.charCodeAt(0)] = quoteMark;
  kinds[lineFeed] = lineBreak;
  kinds[carriageReturn] = lineBreak;
  kinds[options.delimiter.charCodeAt(0)] = delimiterStart;
  return kinds;
}

/** Where the first `wanted` from `start` on is; the end when there is none. */
function find(text: string, wanted: string, start: number): number {
  const at = text.indexOf(wanted, start);
  return at < 0 ? text.length : at;
}

/** As `find`, for a character that a dialect may lack. */
function findMark(text: string, mark: string, start: number): number {
  return mark === "" ? text.length : find(text, mark, start);
}

/** Where the first CR without its LF is; one that ends the text may still get its LF, and counts as the end. */
function findReturn(text: string, start: number): number {
  for (let at = text.indexOf("\r", start); at >= 0; at = text.indexOf("\r", at + 1)) {
    if (at + 1 < text.length && text.charCodeAt(at + 1) !== lineFeed) return at;
  }
  return text.length;
}

/** Takes away every escape character that gives what follows its meaning. */
function unescapeField(field: string, kinds: Uint8Array): string {
  let value = "";
  for (let i = 0; i < field.length; i++) {
    const escapes = kinds[field.charCodeAt(i)] === escapeMark && i + 1 < field.length;
    if (escapes && kinds[field.charCodeAt(i + 1)] !== none) i++;
    value += field.charAt(i);
  }
  return value;
}

function lineBreakWidth(text: string, at: number): number {
  return text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? 2 : 1;
}

function trimmed(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return text.slice(from, to);
}

function refuseOpenQuote(line: number): never {
  throw new SnapFailure(
    `Error parsing at line ${line}`,
    "Expected a closing quote; found the end of the file.",
    `Close the quote that the record at line ${line} opens, or set the quote character as the file uses it.`,
  );
}
