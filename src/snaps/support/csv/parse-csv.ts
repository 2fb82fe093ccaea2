import type { Batch } from "../../../engine/batch.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { Document } from "../../../expr/value.ts";
import { columnName, documentMaker, type MakeDocument } from "./csv-columns.ts";
import { headerOf, type CsvHeader } from "./csv-header.ts";
import { createCsvScanner, type CsvScannerOptions, type TakeRecord } from "./csv-scanner.ts";

export interface ParseCsvOptions extends CsvScannerOptions {
  /** The first record names the columns, unless `header` does; then it is passed over. */
  readonly containsHeader: boolean;
  readonly header?: CsvHeader;
  readonly validateHeaders: boolean;
  readonly longRecords: "fail" | "trim" | "both";
  readonly batchSizeMax: number;
  /** Takes a record that does not make a document, or not a whole one. */
  readonly reject: (original: Document, failure: SnapFailure) => void;
}

/** Parses CSV text into batches of documents, while it comes. */
export async function* parseCsv(
  text: AsyncIterable<string>,
  options: ParseCsvOptions,
): AsyncIterable<Batch<Document>> {
  const collector = collectDocuments(options);
  const scanner = createCsvScanner(options, collector.take);
  try {
    for await (const piece of text) {
      scanner.write(piece);
      yield* collector.full();
    }
    scanner.end();
  } catch (failure) {
    yield* collector.rest();
    throw failure;
  }
  yield* collector.rest();
}

/** Parses a whole CSV text at once, as a generator that holds it anyway does. */
export function* parseCsvText(text: string, options: ParseCsvOptions): Iterable<Batch<Document>> {
  const collector = collectDocuments(options);
  const scanner = createCsvScanner(options, collector.take);
  scanner.write(text);
  scanner.end();
  yield* collector.rest();
}

interface DocumentCollector {
  readonly take: TakeRecord;
  full(): Iterable<Batch<Document>>;
  rest(): Iterable<Batch<Document>>;
}

function collectDocuments(options: ParseCsvOptions): DocumentCollector {
  const { batchSizeMax } = options;
  const ready: Document[][] = [];
  let batch: Document[] = [];
  let names = options.header?.names;
  let make = options.header && documentMaker(options.header.names, options.header.types);
  let awaitsHeader = options.containsHeader;

  return {
    take: (fields, count, line) => {
      if (awaitsHeader) {
        awaitsHeader = false;
        if (names !== undefined) return;
        names = headerOf(fields.slice(0, count), options.validateHeaders, line).names;
        make = documentMaker(names);
        return;
      }
      if (names === undefined || make === undefined) {
        names = Array.from({ length: count }, (_, index) => columnName(index));
        make = documentMaker(names);
      }
      if (count > names.length && !takesLongRecord(options, names, fields, count, line)) return;
      const document = makeOrReject(options, make, fields, count, line);
      if (document === undefined) return;
      batch.push(document);
      if (batch.length === batchSizeMax) {
        ready.push(batch);
        batch = [];
      }
    },
    full: () => ready.splice(0),
    rest: () => {
      if (batch.length > 0) ready.push(batch);
      batch = [];
      return ready.splice(0);
    },
  };
}

function makeOrReject(
  options: ParseCsvOptions,
  make: MakeDocument,
  fields: readonly string[],
  count: number,
  line: number,
): Document | undefined {
  try {
    return make(fields, count);
  } catch (failure) {
    if (!(failure instanceof SnapFailure)) throw failure;
    const reason = `${failure.message}. ${failure.reason}`;
    options.reject(
      rawDocument(undefined, fields, count),
      new SnapFailure(`Error parsing at line ${line}`, reason, failure.resolution),
    );
    return undefined;
  }
}

/** Whether a record with more fields than columns goes on, trimmed. */
function takesLongRecord(
  options: ParseCsvOptions,
  names: readonly string[],
  fields: readonly string[],
  count: number,
  line: number,
): boolean {
  if (options.longRecords === "trim") return true;
  options.reject(
    rawDocument(names, fields, count),
    new SnapFailure(
      `Error parsing at line ${line}`,
      `Expected at most ${names.length} fields, as many as the header has; found ${count}.`,
      `Mend line ${line}, or set \`errorPolicy\` to "Trim record to fit header".`,
    ),
  );
  return options.longRecords === "both";
}

/** All that a record holds, what is beyond the header under numbered names. */
function rawDocument(
  names: readonly string[] | undefined,
  fields: readonly string[],
  count: number,
): Document {
  const all = Array.from({ length: count }, (_, index) => names?.[index] ?? columnName(index));
  return documentMaker(all)(fields, count);
}
