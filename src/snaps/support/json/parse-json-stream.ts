import { believe } from "../../../base/believe.ts";
import type { Batch } from "../../../engine/batch.ts";
import { chunks } from "../../../engine/operators/map-batch.ts";
import { SnapFailure } from "../../../engine/snap-failure.ts";
import type { JsonPath } from "../../../expr/path/json-path.ts";
import type { Document, Value } from "../../../expr/value.ts";
import { jsonFailure, JsonProblem, placeIn, type TextPlace } from "./json-place.ts";
import { readValue, readValues, type ReadValueOptions } from "./read-values.ts";
import { createJsonSplitter } from "./split-json.ts";

export interface ParseJsonOptions extends ReadValueOptions {
  /** Each element of a root array becomes a document; otherwise the array is one. */
  readonly arrayElements: boolean;
  /** What to take out of every root value. */
  readonly filterPath: JsonPath | undefined;
  /** Characters of one document, or of one root value when a filter path needs it whole. */
  readonly documentLengthMax: number;
  readonly batchSizeMax: number;
}

/** Parses JSON text into batches of documents while it comes; a root array is never held whole. */
export async function* parseJsonStream(
  text: AsyncIterable<string>,
  options: ParseJsonOptions,
): AsyncIterable<Batch<Document>> {
  const parser = createJsonParser(options);
  for await (const piece of text) {
    yield* chunks(parser.write(piece), options.batchSizeMax);
    parser.check();
  }
  yield* chunks(parser.end(), options.batchSizeMax);
  parser.check();
}

/** Parses a whole JSON text at once. */
export function parseJsonText(text: string, options: ParseJsonOptions): Document[] {
  const parser = createJsonParser(options);
  const documents = parser.write(text);
  parser.check();
  documents.push(...parser.end());
  parser.check();
  return documents;
}

/** Hands over the documents that are ready, also those before something wrong, which `check` throws. */
interface JsonParser {
  write(text: string): Document[];
  end(): Document[];
  check(): void;
}

function createJsonParser(options: ParseJsonOptions): JsonParser {
  const { documentLengthMax } = options;
  let pending = "";
  let scanAtLength = 0;
  let place: TextPlace = { line: 1, column: 1 };
  let documents: Document[] = [];
  let failure: SnapFailure | undefined;
  const split = createJsonSplitter(
    { ...options, arrayElements: options.arrayElements && options.filterPath === undefined },
    (text, starts, ends) => takeValues(text, starts, ends, options, documents),
  );

  return {
    write: (text) => {
      pending = pending.length === 0 ? text : pending + text;
      if (pending.length < scanAtLength) return [];
      scan(false);
      if (pending.length > documentLengthMax) failure ??= lengthFailure(place, documentLengthMax);
      scanAtLength = Math.min(pending.length * 2, documentLengthMax + 1);
      return handOver();
    },
    end: () => {
      scan(true);
      return handOver();
    },
    check: () => {
      if (failure !== undefined) throw failure;
    },
  };

  function scan(final: boolean): void {
    try {
      drop(split(pending, final));
    } catch (problem) {
      if (!(problem instanceof JsonProblem)) throw problem;
      failure ??= jsonFailure(problem, pending, place);
    }
  }

  function drop(consumed: number): void {
    if (consumed === 0) return;
    place = placeIn(pending, consumed, place);
    pending = pending.slice(consumed);
  }

  function handOver(): Document[] {
    const ready = documents;
    documents = [];
    return ready;
  }
}

function takeValues(
  text: string,
  starts: readonly number[],
  ends: readonly number[],
  options: ParseJsonOptions,
  documents: Document[],
): void {
  let index = 0;
  for (const value of readValues(text, starts, ends, options)) {
    pushDocuments(value, starts[index++] ?? 0, options, documents);
  }
}

/** What one root value (or element of a root array) comes to: itself, or what the filter path finds in it. */
function pushDocuments(
  value: Value,
  at: number,
  options: ParseJsonOptions,
  documents: Document[],
): void {
  const matches = options.filterPath === undefined ? [value] : options.filterPath.readAll(value);
  for (const match of matches) {
    if (!Array.isArray(match)) documents.push(asDocument(match, at));
    else if (!options.arrayElements) documents.push(believe<Document>(match));
    else for (const element of match) documents.push(asDocument(element, at));
  }
}

/** Parses JSON Lines: a value a line. A line that cannot be read is rejected and the next one follows. */
export async function* parseJsonLines(
  text: AsyncIterable<string>,
  options: ParseJsonOptions & {
    readonly reject: (original: Document, failure: SnapFailure) => void;
  },
): AsyncIterable<Batch<Document>> {
  let pending = "";
  let line = 0;
  for await (const piece of text) {
    const documents: Document[] = [];
    const lines = (pending + piece).split("\n");
    pending = lines.pop() ?? "";
    for (const one of lines) takeLine(one, ++line, documents, options);
    yield* chunks(documents, options.batchSizeMax);
    if (pending.length > options.documentLengthMax) {
      throw lengthFailure({ line: line + 1, column: 1 }, options.documentLengthMax);
    }
  }
  const documents: Document[] = [];
  takeLine(pending, line + 1, documents, options);
  yield* chunks(documents, options.batchSizeMax);
}

function takeLine(
  text: string,
  line: number,
  documents: Document[],
  options: ParseJsonOptions & {
    readonly reject: (original: Document, failure: SnapFailure) => void;
  },
): void {
  if (text.trim() === "") return;
  try {
    const value = readValue(text, 0, text.length, options);
    pushDocuments(value, 0, options, documents);
  } catch (problem) {
    if (!(problem instanceof JsonProblem)) throw problem;
    const failure = jsonFailure(problem, text, { line, column: 1 });
    options.reject({ line, content: text.slice(0, 1_000) }, failure);
  }
}

function asDocument(value: Value, at: number): Document {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return believe<Document>(value);
  }
  const found = Array.isArray(value) ? "an array" : JSON.stringify(value, bigintText);
  throw new JsonProblem(`Expected an object for each document; found ${found}.`, at);
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function lengthFailure(place: TextPlace, lengthMax: number): SnapFailure {
  return new SnapFailure(
    `Cannot read JSON at line ${place.line}, column ${place.column}`,
    `Expected a document of at most ${lengthMax} characters (jsonDocumentLengthMax); found one that goes on.`,
    "Check that its brackets and quotes are closed, or split the content into more documents.",
    { line: place.line, column: place.column },
  );
}
