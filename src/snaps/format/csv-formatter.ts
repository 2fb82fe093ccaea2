import type { Documents } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { formatStream } from "../../engine/operators/format-stream.ts";
import { character } from "../../engine/settings/character.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { text } from "../../engine/settings/text.ts";
import type { Document } from "../../expr/value.ts";
import { headerRows, headerWith } from "../support/binary/header-rows.ts";
import { csvDialectOf } from "../support/csv/csv-dialect.ts";
import { nameTable } from "../support/csv/defined-header.ts";
import {
  csvPrinter,
  quoteModes,
  type CsvField,
  type PrintRecord,
} from "../support/csv/print-csv.ts";
import { charsetNamed } from "../support/text/charset.ts";
import { encodingOf } from "../support/text/encode-text.ts";
import { valueText } from "../support/text/value-text.ts";
import { encodePieces } from "../support/text/write-text.ts";

const lineBreaks = { LF: "\n", "CR+LF": "\r\n", CR: "\r" } as const;

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-csvformatter",
  version: 3,
  name: "TransformCSVFormatter",
  label: "CSV Formatter",
  category: "format",
  summary: "Writes documents as CSV.",
  details:
    'The keys of the first document are the header; what later documents have beyond them is left out, what they lack is empty. With `ALL` everything is quoted, the header and missing values (`""`) too. `MINIMAL` quotes what could not be read otherwise, `NON_NUMERIC` all but numbers, `NONE` nothing: there the escape character stands before delimiters, quotes, line breaks and itself. Inside quotes a quote is doubled and the escape character means nothing, so text that ends with a backslash reads back only with a blank `escapeChar`. Lists and maps are JSON, dates ISO text. The last record ends with a line break too. A stream without documents makes an empty binary, with the header when it is defined, unless `ignoreEmptyStream`.',
  views: { input: one("document"), output: one("binary") },
  settings: {
    quoteMode: choice({ help: "Which fields are quoted.", options: quoteModes, default: "ALL" }),
    writeHeader: flag({ help: "The first line names the columns.", default: true }),
    useDefinedHeader: flag({
      help: "Takes the columns of `userDefinedHeader` instead of the first document's keys.",
      default: false,
    }),
    userDefinedHeader: nameTable("The columns, in order."),
    delimiter: text({
      help: "What stands between fields: a character or more; `\\t` is a tab.",
      default: ",",
    }),
    quoteCharacter: character({ help: "The character around fields.", default: '"' }),
    escapeChar: character({
      help: "With `NONE`, the character before what would be misread.",
      default: "\\",
    }),
    newlineCharacter: choice({
      help: "What ends a line.",
      options: ["LF", "CR+LF", "CR"],
      default: "LF",
    }),
    charset: text({ help: 'Character set, such as "UTF-8".', default: "UTF-8" }),
    writeBOM: flag({ help: "Starts with a byte order mark.", default: false }),
    errorPolicy: text({
      help: "Accepted and without effect: what the header does not have is left out.",
      default: "Default",
    }),
    ignoreEmptyStream: flag({ help: "Writes nothing when no document comes.", default: false }),
    outputHeader: headerRows(
      "Properties of the binary's header, evaluated for the first document.",
    ),
  },
  run: ({ settings }) => {
    const dialect = csvDialectOf(settings.delimiter, settings.quoteCharacter, settings.escapeChar);
    const lineBreak = lineBreaks[settings.newlineCharacter];
    const printRecord = csvPrinter({ ...dialect, quoteMode: settings.quoteMode, lineBreak });
    const { encode, mark, markRequired } = encodingOf(charsetNamed(settings.charset));
    const names = settings.useDefinedHeader ? settings.userDefinedHeader : undefined;
    const withMark = (settings.writeBOM || markRequired) && mark.length > 0;
    return formatStream({
      header: (first) => headerWith(baseHeader, settings.outputHeader, first),
      format: async function* formatted(documents) {
        if (withMark) yield mark;
        yield* encodePieces(print(documents, names, settings.writeHeader, printRecord), encode);
      },
      ignoreEmpty: settings.ignoreEmptyStream,
    });
  },
  examples: [
    {
      title: "Quote everything",
      given: [
        { name: 'Ada "Countess"', born: 1815, alive: false },
        { name: null, born: 1912, extra: true },
      ],
      gives: [
        { content: '"name","born","alive"\n"Ada ""Countess""","1815","false"\n"","1912",""\n' },
      ],
    },
    {
      title: "Quote only what needs it",
      settings: { quoteMode: "MINIMAL", newlineCharacter: "CR+LF" },
      given: [{ id: 1, note: "a,b" }],
      gives: [{ content: 'id,note\r\n1,"a,b"\r\n' }],
    },
    {
      title: "Quote all but numbers, between long delimiters",
      settings: { quoteMode: "NON_NUMERIC", delimiter: "~~~~", writeHeader: false },
      given: [{ id: 1, note: "a" }],
      gives: [{ content: '1~~~~"a"\n' }],
    },
    {
      title: "Columns of one's own",
      settings: { useDefinedHeader: true, userDefinedHeader: [{ columns: "b" }, { columns: "a" }] },
      given: [{ a: 1, b: 2 }],
      gives: [{ content: '"b","a"\n"2","1"\n' }],
    },
    {
      title: "An empty binary for no documents",
      given: [],
      gives: [{ content: "" }],
    },
  ],
});

const baseHeader: Document = { "content-type": "text/csv" };

async function* print(
  documents: Documents,
  defined: readonly string[] | undefined,
  writeHeader: boolean,
  printRecord: PrintRecord,
): AsyncIterable<string> {
  let names = defined;
  if (names !== undefined && writeHeader) yield printRecord(names.map(fieldOfName));
  for await (const batch of documents) {
    let lines = "";
    for (const document of batch) {
      if (names === undefined) {
        names = Object.keys(document);
        if (writeHeader) lines += printRecord(names.map(fieldOfName));
      }
      lines += printRecord(fieldsOf(document, names));
    }
    yield lines;
  }
}

function fieldsOf(document: Document, names: readonly string[]): CsvField[] {
  return names.map((name) => {
    const value = Object.hasOwn(document, name) ? document[name] : undefined;
    if (value === undefined || value === null) return missing;
    const isNumber = typeof value === "number" || typeof value === "bigint";
    return { text: valueText(value), isNumber };
  });
}

function fieldOfName(name: string): CsvField {
  return { text: name, isNumber: false };
}

const missing: CsvField = { text: null, isNumber: false };
