import type { Batch, Documents, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { formatStream } from "../../engine/operators/format-stream.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { text } from "../../engine/settings/text.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Document } from "../../expr/value.ts";
import { contentOf } from "../support/binary/content.ts";
import { headerRows, headerWith } from "../support/binary/header-rows.ts";
import { printDocument } from "../support/json/print-document.ts";
import { writeTypeExtensions } from "../support/json/type-extensions.ts";
import { encodePieces } from "../support/text/write-text.ts";

const settings = {
  formatSingleDocument: flag({
    help: "One binary for every document, instead of one for the whole stream.",
    default: false,
  }),
  contentPath: path({ help: "JSONPath of what is written of each document.", default: "$" }),
  prettyPrint: flag({ help: "Indents the JSON.", default: false }),
  jsonLines: flag({ help: "One document a line, without an array around.", default: false }),
  ignoreEmptyStream: flag({
    help: "Writes nothing when no document comes; otherwise an empty array.",
    default: false,
  }),
  header: headerRows("Properties of the binary's header, evaluated for its first document."),
  deriveSchemaLimit: text({
    help: "Accepted and without effect: no schema is derived.",
    default: "None",
  }),
  supportTypeExts: flag({
    help: 'Writes dates and bytes as `{"_snaptype_datetime": "…"}` and its kin.',
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-jsonformatter",
  version: 2,
  name: "TransformJSONFormatter",
  label: "JSON Formatter",
  category: "format",
  summary: "Writes documents as JSON.",
  details:
    "All documents make one array, an element a line, written while they come. With `formatSingleDocument` every document makes a binary of its own, without an array; with `jsonLines` every document is a line. A document in which `contentPath` finds nothing is rejected. Whole numbers have no fraction and keep all digits, dates are ISO text, bytes Base64. For no input `[]` is written (nothing but an empty binary with `jsonLines`), unless `ignoreEmptyStream`.",
  views: { input: one("document"), output: one("binary") },
  settings,
  run: (context) =>
    context.settings.formatSingleDocument ? formatEach(context) : formatAll(context),
  examples: [
    {
      title: "All documents as one array",
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ content: '[{"id":1},\n{"id":2}]' }],
    },
    {
      title: "A binary for each document",
      settings: { formatSingleDocument: true },
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ content: '{"id":1}' }, { content: '{"id":2}' }],
    },
    {
      title: "JSON Lines of a part of each document",
      settings: { jsonLines: true, contentPath: "$order" },
      given: [{ order: { id: 1 } }, { order: { id: 2 } }],
      gives: [{ content: '{"id":1}\n{"id":2}\n' }],
    },
    { title: "An empty array for no documents", given: [], gives: [{ content: "[]" }] },
    {
      title: "Nothing for no documents",
      settings: { ignoreEmptyStream: true },
      given: [],
      gives: [],
    },
    {
      title: "A header from the first document",
      settings: {
        header: [{ expression: { expression: "$id + '.json'" }, targetPath: "$file" }],
      },
      given: [{ id: 7 }],
      gives: [
        { header: { "content-type": "application/json", file: "7.json" }, content: '[{"id":7}]' },
      ],
    },
    {
      title: "Reject a document without the content",
      settings: { contentPath: "$order" },
      given: [{ id: 1 }],
      fails: "The document has no content to write",
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;
type Print = (document: Document) => string | undefined;

const baseHeader: Document = { "content-type": "application/json" };

function formatAll(context: Context): Operator {
  const { header, ignoreEmptyStream, jsonLines } = context.settings;
  const print = printer(context);
  return formatStream({
    header: (first) => headerWith(baseHeader, header, first),
    format: (documents) =>
      encodePieces(jsonLines ? printLines(documents, print) : printArray(documents, print), encode),
    ignoreEmpty: ignoreEmptyStream,
  });
}

function formatEach(context: Context): Operator {
  const { jsonLines, header } = context.settings;
  const print = printer(context);
  return async function* formatted({ inputs: [input] }): AsyncIterable<Emission> {
    if (input === undefined) return;
    for await (const batch of documentsOf(input)) {
      const items = batch.flatMap((document) => {
        const json = print(document);
        if (json === undefined) return [];
        const content = contentOf(encode(jsonLines ? `${json}\n` : json));
        return [{ header: headerWith(baseHeader, header, document), content }];
      });
      if (items.length > 0) yield { view: 0, items };
    }
  };
}

async function* printArray(documents: Documents, print: Print): AsyncIterable<string> {
  let before = "[";
  for await (const batch of documents) {
    const json = printBatch(batch, print, ",\n");
    if (json === "") continue;
    yield before + json;
    before = ",\n";
  }
  yield before === "[" ? "[]" : "]";
}

async function* printLines(documents: Documents, print: Print): AsyncIterable<string> {
  for await (const batch of documents) {
    const json = printBatch(batch, print, "\n");
    if (json !== "") yield `${json}\n`;
  }
}

function printBatch(batch: Batch<Document>, print: Print, separator: string): string {
  let json = "";
  for (const document of batch) {
    const printed = print(document);
    if (printed !== undefined) json += json === "" ? printed : separator + printed;
  }
  return json;
}

/** Prints a document; `undefined` when it was rejected. */
function printer({ settings: bound, reject }: Context): Print {
  const { contentPath, supportTypeExts } = bound;
  const indent = bound.prettyPrint && !bound.jsonLines ? 2 : undefined;
  return (document) => {
    const found = contentPath.isRoot ? document : contentPath.readOne(document);
    if (found === undefined) {
      reject(document, noContent(contentPath.source));
      return undefined;
    }
    return printDocument(supportTypeExts ? writeTypeExtensions(found) : found, indent);
  };
}

function noContent(source: string): SnapFailure {
  return new SnapFailure(
    "The document has no content to write",
    `Expected a value at ${source} (\`contentPath\`); found none.`,
    "Set `contentPath` to a path that every document has, or to `$` for the whole document.",
  );
}

function encode(json: string): Uint8Array {
  return Buffer.from(json, "utf8");
}
