import { SnapFailure } from "../../engine/snap-failure.ts";
import type { Batch, Binary } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { parseEach } from "../../engine/operators/parse-each.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import type { SnapContext } from "../../engine/snap-context.ts";
import type { Document } from "../../expr/value.ts";
import { peek } from "../support/binary/peek.ts";
import { rowsMax } from "../support/excel/column-letters.ts";
import { exampleWorkbook } from "../support/excel/example-workbook.ts";
import { readSheet } from "../support/excel/read-sheet.ts";
import { rowDocuments } from "../support/excel/row-documents.ts";
import { openWorkbook, sheetNamed } from "../support/excel/workbook.ts";

const settings = {
  sheetIndexOrNameProp: text({
    help: "The sheet by its number from 0, or by its name.",
    default: "0",
  }),
  sheetNameProp: text({ help: "The sheet by its name; goes before `sheetIndexOrNameProp`." }),
  containsHeaderProp: flag({ help: "A row names the columns.", default: true }),
  headerRowProp: integer({ help: "The row that names them, from 1.", default: 1, minimum: 1 }),
  startRowProp: integer({
    help: "The first row to read, from 1; 0 for the first there is.",
    default: 0,
  }),
  endRowProp: integer({
    help: "The last row to read, from 1; 0 for the last there is.",
    default: 0,
  }),
  columnNamesProp: table({
    help: "The names of the columns when no row names them.",
    columns: { columnNames: text({ help: "Name of the column." }) },
  }),
  EvaluateFormulasProp: flag({
    help: "Reads the values that formulas had when the workbook was saved; otherwise the formulas.",
    default: true,
  }),
  nullEmptyColumns: flag({
    help: "Reads an empty cell as null; otherwise as empty text.",
    default: false,
  }),
  lastBlankHeaders: flag({
    help: "Also reads the columns after the last one that has a name.",
    default: false,
  }),
  roundDateToSeconds: flag({ help: "Rounds times to whole seconds.", default: false }),
  cellFormatting: text({
    help: "Accepted and without effect: values come with their types, not as they are shown.",
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-excelparser",
  version: 4,
  name: "TransformExcelParser",
  label: "Excel Parser",
  category: "parse",
  summary: "Reads the rows of an Excel sheet into documents.",
  details:
    "Reads .xlsx and .xlsm, one sheet of each workbook. Text, numbers and booleans keep their types. A number in a cell whose format shows a date is a date: without a time of day a LocalDate, without a day a LocalTime, else a LocalDateTime; a duration such as [h]:mm stays a number. Formulas give the values they had when the workbook was saved; nothing is computed. An error is its text, such as #N/A. A column without a name is called by its letters (A, B, …), and so are all when nothing names them; columns after the last name are left out unless `lastBlankHeaders`; of columns with the same name the last wins. Rows without values are passed over. What cannot be read is rejected with the binary's header as the original, after the rows before it; the old format .xls and workbooks with a password are refused.",
  views: { input: one("binary"), output: one("document") },
  settings,
  run: (context) => parseEach((binary) => parse(binary, context)),
  examples: [
    {
      title: "The first sheet, with dates and a formula",
      settings: { nullEmptyColumns: true },
      given: [{ content: exampleWorkbook() }],
      gives: [
        {
          item: "Pen & ink",
          price: 2.5,
          paid: true,
          on: { _snaptype_localdate: "2026-03-04" },
          twice: 5,
        },
        { item: "Paper", price: 10, paid: false, on: null, twice: 20 },
      ],
    },
    {
      title: "Another sheet by its name, without a header",
      settings: { sheetNameProp: "Notes", containsHeaderProp: false },
      given: [{ content: exampleWorkbook() }],
      gives: [{ A: "a", B: "", C: "c" }],
    },
    {
      title: "Formulas as they are written, under names of one's own",
      settings: {
        containsHeaderProp: false,
        columnNamesProp: ["name", "price", "paid", "day", "formula"].map((columnNames) => ({
          columnNames,
        })),
        startRowProp: 3,
        EvaluateFormulasProp: false,
      },
      given: [{ content: exampleWorkbook() }],
      gives: [{ name: "Paper", price: 10, paid: false, day: "", formula: "=B3*2" }],
    },
    {
      title: "A sheet that is not there",
      settings: { sheetNameProp: "Ordrs" },
      given: [{ content: exampleWorkbook() }],
      fails: 'There is no sheet "Ordrs"',
    },
    {
      title: "Refuse what is no workbook",
      given: [{ header: { "content-location": "a.csv" }, content: "id\n1\n" }],
      fails: 'The archive "a.csv" cannot be read',
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

async function* parse(binary: Binary, context: Context): AsyncIterable<Batch<Document>> {
  const { settings: bound, limits, signal, spill } = context;
  const name = nameOf(binary);
  const { head, content } = await peek(binary.content, (bytes) => bytes.length >= 4);
  if (Buffer.from(head.subarray(0, 4)).toString("hex") === "d0cf11e0") throw oldFormat(name);
  const workbook = await openWorkbook(content, { spill, limits, signal, name });
  try {
    const sheet = sheetNamed(workbook, bound.sheetNameProp || bound.sheetIndexOrNameProp);
    const documentOf = rowDocuments({
      headerRow: bound.containsHeaderProp ? bound.headerRowProp : undefined,
      startRow: bound.startRowProp,
      endRow: bound.endRowProp === 0 ? rowsMax : bound.endRowProp,
      columnNames: bound.columnNamesProp.map((row) => row.columnNames),
      unnamedColumns: bound.lastBlankHeaders,
      empty: bound.nullEmptyColumns ? null : "",
    });
    const options = {
      ...workbook,
      formulaValues: bound.EvaluateFormulasProp,
      roundToSeconds: bound.roundDateToSeconds,
      limits,
      signal,
    };
    for await (const rows of readSheet(workbook.read(sheet), options)) {
      const documents = rows.map(documentOf).filter((document) => document !== undefined);
      yield* chunks(documents, limits.batchSizeMax);
      if ((rows.at(-1)?.number ?? 0) >= bound.endRowProp && bound.endRowProp > 0) return;
    }
  } finally {
    await workbook.dispose();
  }
}

function nameOf({ header }: Binary): string {
  const name = header["content-location"];
  return typeof name === "string" ? name : "the workbook";
}

function oldFormat(name: string): SnapFailure {
  return new SnapFailure(
    `"${name}" is no .xlsx workbook`,
    "Expected .xlsx or .xlsm without a password; found the format of .xls, or of a workbook with a password.",
    "Save it as .xlsx without a password.",
  );
}
