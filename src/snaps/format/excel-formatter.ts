import type { Batch, Documents } from "../../engine/batch.ts";
import { defineSnap, many, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { text } from "../../engine/settings/text.ts";
import type { SnapContext, SnapInput } from "../../engine/snap-context.ts";
import type { Document } from "../../expr/value.ts";
import { contentOf } from "../support/binary/content.ts";
import { printSheet, type PrintSheetOptions } from "../support/excel/print-sheet.ts";
import { checkSheetNames } from "../support/excel/sheet-name.ts";
import { sheetPart, workbookContentType, workbookParts } from "../support/excel/workbook-parts.ts";
import { encodePieces } from "../support/text/write-text.ts";
import { writeZip, type ZipSource } from "../support/zip/write-zip.ts";

const settings = {
  sheetNameProp: text({ help: "Name of the sheet.", default: "Sheet1" }),
  writeHeaderProp: flag({
    help: "Writes the names of the columns into the first row.",
    default: true,
  }),
  ignoreEmptyStream: flag({
    help: "Writes nothing when no document comes; otherwise an empty sheet.",
    default: false,
  }),
  convertNumericString: flag({
    help: "Writes text that is a number as a number.",
    default: true,
  }),
  translateDateTimeTypes: flag({
    help: "Writes dates as Excel dates; otherwise as ISO text.",
    default: true,
  }),
  convertFormulas: flag({
    help: "Writes text that begins with `=` as a formula.",
    default: false,
  }),
  includeAllColumns: flag({
    help: "Makes columns of the keys of all documents; otherwise of the first.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-excelformatter",
  version: 3,
  name: "TransformExcelFormatter",
  label: "Excel Formatter",
  category: "format",
  summary: "Writes documents as an Excel workbook.",
  details:
    "One .xlsx for the whole stream, a row for each document, written while they come. The columns are the keys of the first document; with `includeAllColumns` those of all, which are then kept on disk until the last has come. With several inputs each is a sheet, called by the label of its view and in the order of the views. Numbers and booleans keep their types; text that is a number becomes one if Excel can hold all its digits and it has no zeros before it, as codes do. Dates before March 1900 are text, since Excel counts them wrong; a zoned date shows its wall clock. Lists and maps are JSON text, bytes Base64, null and empty text an empty cell. Formulas are written, not computed: Excel does that when it opens the file. Equal documents give equal bytes. A document with a text beyond 32,767 characters is rejected.",
  views: { input: many("document"), output: one("binary") },
  settings,
  run: (context) => {
    const { inputs, settings: bound } = context;
    const names = inputs.length === 1 ? [bound.sheetNameProp] : inputs.map((view) => view.label);
    checkSheetNames(names);
    return async function* formatted(io) {
      const sheets = await Promise.all(io.inputs.map(startOf));
      if (bound.ignoreEmptyStream && sheets.every(({ isEmpty }) => isEmpty)) return;
      const streams = sheets.map(({ documents }) => documents);
      const content = writeZip(partsOf(names, streams, context));
      yield { view: 0, items: [{ header: { "content-type": workbookContentType }, content }] };
    };
  },
  examples: [
    {
      title: "A sheet with a header",
      settings: { sheetNameProp: "Weather Data" },
      given: [
        { city: "Bern", degrees: "7.5", measured: true },
        { city: "Oslo", degrees: -2, measured: false },
      ],
    },
    {
      title: "A sheet for each input",
      inputs: ["orders", "customers"],
      given: { orders: [{ id: 1 }], customers: [{ id: "C-1", name: "Ada" }] },
    },
    {
      title: "Nothing for no documents",
      settings: { ignoreEmptyStream: true },
      given: [],
      gives: [],
    },
    {
      title: "Refuse a name that Excel refuses",
      settings: { sheetNameProp: "2026/03" },
      given: [{ id: 1 }],
      fails: '"2026/03" cannot be the name of a sheet',
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

/** Waits for the first batch of an input, which tells whether there is any. */
async function startOf(
  input: SnapInput,
): Promise<{ readonly isEmpty: boolean; readonly documents: Documents }> {
  const batches = documentsOf(input)[Symbol.asyncIterator]();
  const first = await batches.next();
  return { isEmpty: first.done === true, documents: from(first, batches) };
}

async function* from(
  first: IteratorResult<Batch<Document>>,
  rest: AsyncIterator<Batch<Document>>,
): Documents {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* partsOf(
  names: readonly string[],
  streams: readonly Documents[],
  context: Context,
): AsyncIterable<ZipSource> {
  for (const [name, xml] of workbookParts(names)) yield { name, content: contentOf(encode(xml)) };
  for (const [index, documents] of streams.entries()) {
    const pieces = printStream(documents, context);
    yield { name: sheetPart(index), content: encodePieces(pieces, encode) };
  }
}

async function* printStream(documents: Documents, context: Context): AsyncIterable<string> {
  const { settings: bound, reject } = context;
  const options: PrintSheetOptions = {
    names: undefined,
    writeHeader: bound.writeHeaderProp,
    numericStrings: bound.convertNumericString,
    dates: bound.translateDateTimeTypes,
    formulas: bound.convertFormulas,
    reject,
  };
  if (!bound.includeAllColumns) {
    yield* printSheet(documents, options);
    return;
  }
  const kept = await context.spill.createFile();
  try {
    const names = new Set<string>();
    for await (const batch of documents) {
      for (const document of batch) for (const name of Object.keys(document)) names.add(name);
      await kept.append(batch);
    }
    yield* printSheet(kept.read(), { ...options, names: [...names] });
  } finally {
    await kept.remove();
  }
}

function encode(xml: string): Uint8Array {
  return Buffer.from(xml, "utf8");
}
