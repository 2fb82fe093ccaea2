import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runSnap } from "../../../test/support/run-snap.ts";
import { wordsOf } from "../../../test/support/words-of.ts";
import { defaultLimits, type Limits } from "../../base/limits.ts";
import type { ExampleSetting } from "../../engine/define-snap.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import { contentOf } from "../support/binary/content.ts";
import { dateFormatOf } from "../support/excel/date-format.ts";
import { exampleWorkbook } from "../support/excel/example-workbook.ts";
import { readSheet } from "../support/excel/read-sheet.ts";
import { workbookOf, zipOfTexts } from "../support/excel/zip-for-tests.ts";
import excelParser from "./excel-parser.ts";

async function parse(
  content: Uint8Array,
  settings: Readonly<Record<string, ExampleSetting>> = {},
  limits: Partial<Limits> = {},
) {
  return await runSnap(excelParser, { settings, given: [{ content }], errors: [] }, { limits });
}

async function rowsOf(rows: string, others: Readonly<Record<string, string>> = {}) {
  const settings = { containsHeaderProp: false, nullEmptyColumns: true };
  const outcome = await parse(await workbookOf(rows, others), settings);
  assert.deepEqual([outcome.failure, outcome.errors], [undefined, []]);
  return outcome.outputs["output0"];
}

const cells = (...list: readonly string[]): string => `<row>${list.join("")}</row>`;

async function readPieces(...parts: readonly Uint8Array[]) {
  const options = {
    sharedStrings: [],
    dateFormats: [],
    formulaValues: true,
    from1904: false,
    roundToSeconds: false,
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
  const rows = [];
  for await (const some of readSheet(contentOf(...parts), options)) rows.push(...some);
  return rows;
}

describe("Excel Parser", () => {
  it("keeps the types of cells", async () => {
    const rows = cells(
      '<c t="str"><v>a</v></c>',
      "<c><v>1.5E3</v></c>",
      '<c t="b"><v>1</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="inlineStr"><is><r><t>x</t></r><rPh><t>no</t></rPh><r><t> y_x000A_z</t></r></is></c>',
      "<c/>",
      '<c t="d"><v>2026-03-04</v></c>',
    );
    assert.deepEqual(await rowsOf(rows), [
      { A: "a", B: 1500, C: true, D: "#N/A", E: "x y\nz", F: null, G: "2026-03-04" },
    ]);
  });

  it("reads dates by the formats of cells, also of a workbook that counts from 1904", async () => {
    const rows = cells(
      '<c s="1"><v>46085</v></c>',
      '<c s="2"><v>0.75</v></c>',
      '<c s="3"><v>46085.5</v></c>',
      '<c s="1"><v>59</v></c>',
      '<c s="1"><v>-1</v></c>',
    );
    assert.deepEqual(await rowsOf(rows), [
      {
        A: new LocalDate(20_516),
        B: new LocalTime(64_800_000),
        C: new LocalDateTime(20_516 * 86_400_000 + 43_200_000),
        D: new LocalDate(-25_509),
        E: -1,
      },
    ]);
    const workbook =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>';
    const from1904 = await rowsOf(cells('<c s="1"><v>0</v></c>'), { "xl/workbook.xml": workbook });
    assert.deepEqual(from1904, [{ A: new LocalDate(-24_107) }]);
  });

  for (const [code, expected] of [
    ["General", undefined],
    ["0.00", undefined],
    ["#,##0 [$€-407]", undefined],
    ['0 "days"', undefined],
    ["[h]:mm", undefined],
    ["[Red]0;yyyy", undefined],
    ["yyyy\\-mm\\-dd", "date"],
    ["mmm", "date"],
    ["d. mmmm yyyy;@", "date"],
    ["[$-409]h:mm AM/PM", "time"],
    ["mm:ss.0", "time"],
    ["m/d/yy h:mm", "datetime"],
  ] as const) {
    it(`takes the format ${code} for ${expected ?? "a number"}`, () => {
      assert.equal(dateFormatOf(code), expected);
    });
  }

  it("keeps rows and columns apart that are not written down", async () => {
    const rows = '<row r="2"><c r="B2"><v>1</v></c><c r="AA2"><v>2</v></c></row><row r="9"/>';
    const [row] = (await rowsOf(rows)) ?? [];
    assert.deepEqual(Object.keys(Object(row)).length, 27);
    assert.partialDeepStrictEqual(row, { A: null, B: 1, AA: 2 });
  });

  it("reads between two rows, below a header that is not the first", async () => {
    const content = await workbookOf(
      [1, 2, 3, 4, 5].map((n) => cells(`<c><v>${n}</v></c>`)).join(""),
    );
    const read = async (settings: Readonly<Record<string, ExampleSetting>>) =>
      (await parse(content, settings)).outputs["output0"];
    assert.deepEqual(await read({ headerRowProp: 2 }), [{ "2": 3 }, { "2": 4 }, { "2": 5 }]);
    assert.deepEqual(await read({ startRowProp: 3, endRowProp: 4 }), [{ "1": 3 }, { "1": 4 }]);
    assert.deepEqual(await read({ headerRowProp: 9 }), []);
  });

  it("leaves out columns without a name at the end, or calls them by their letters", async () => {
    const row = cells("<c><v>1</v></c>", "<c/>", "<c><v>3</v></c>", "<c><v>4</v></c>");
    const header = cells('<c t="str"><v> a </v></c>', "<c/>", '<c t="str"><v>c</v></c>', "<c/>");
    const content = await workbookOf(header + row);
    const plain = await parse(content);
    assert.deepEqual(plain.outputs["output0"], [{ a: 1, B: "", c: 3 }]);
    const all = await parse(content, { lastBlankHeaders: true });
    assert.deepEqual(all.outputs["output0"], [{ a: 1, B: "", c: 3, D: 4 }]);
  });

  it("takes a name of JavaScript's own for a column", async () => {
    const header = cells('<c t="str"><v>__proto__</v></c>');
    const outcome = await parse(await workbookOf(header + cells("<c><v>1</v></c>")));
    assert.equal(JSON.stringify(outcome.outputs["output0"]), '[{"__proto__":1}]');
  });

  it("reads the same sheet whatever the pieces it comes in", async () => {
    const xml = Buffer.from(
      '<s:worksheet xmlns:s="x"><s:sheetData><s:row r="1"><s:c r="A1" t="str"><s:v>é&amp;😀</s:v></s:c><s:c r="C1"><s:v>1.25</s:v></s:c></s:row></s:sheetData></s:worksheet>',
    );
    const expected = [{ number: 1, cells: ["é&😀", null, 1.25] }];
    for (let cut = 0; cut <= xml.length; cut++) {
      assert.deepEqual(
        await readPieces(xml.subarray(0, cut), xml.subarray(cut)),
        expected,
        `${cut}`,
      );
    }
  });

  const zeros = "<row/>".repeat(1_000_000);
  const hostile: readonly [
    string,
    () => Promise<Uint8Array>,
    Readonly<Record<string, ExampleSetting>>,
    Partial<Limits>,
    RegExp,
  ][] = [
    ["nothing", async () => new Uint8Array(), {}, {}, /cannot be read[^]*Expected a ZIP archive/],
    ["text", async () => Buffer.from("id,name\n"), {}, {}, /Expected a ZIP archive/],
    [
      "the old format",
      async () => Buffer.from("d0cf11e0a1b11ae1", "hex"),
      {},
      {},
      /no \.xlsx workbook[^]*Save it as \.xlsx/,
    ],
    [
      "a workbook cut short",
      async () => exampleWorkbook().subarray(0, 1500),
      {},
      {},
      /Expected a ZIP archive/,
    ],
    [
      "another archive",
      async () => await zipOfTexts({ "a.txt": "x" }),
      {},
      {},
      /no Excel workbook[^]*xl\/workbook\.xml/,
    ],
    [
      "a sheet that is missing",
      async () => await workbookOf("", { "xl/worksheets/sheet1.xml": "" }),
      {},
      {},
      /Expected a ZIP archive with the part "xl\/worksheets\/sheet1\.xml"/,
    ],
    [
      "a number that no sheet has",
      async () => exampleWorkbook(),
      { sheetIndexOrNameProp: "7" },
      {},
      /no sheet "7"[^]*0 \("Orders"\), 1 \("Notes"\)/,
    ],
    [
      "XML that is none",
      async () => await workbookOf("<row><c></row>"),
      {},
      {},
      /Cannot read XML at line 1/,
    ],
    [
      "an entity bomb",
      async () =>
        await workbookOf("", {
          "xl/worksheets/sheet1.xml":
            '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>',
        }),
      {},
      {},
      /undefined entity/,
    ],
    [
      "deep nesting",
      async () => await workbookOf("<row>".repeat(600)),
      {},
      {},
      /xmlDepthMax|the row/,
    ],
    [
      "a shared string that is not there",
      async () => await workbookOf(cells('<c r="B1" t="s"><v>9</v></c>')),
      {},
      {},
      /cell B1 cannot be read[^]*one of 0 shared strings/,
    ],
    [
      "a number that is none",
      async () => await workbookOf(cells('<c r="B1"><v>1,5</v></c>')),
      {},
      {},
      /cell B1 cannot be read[^]*found "1,5"/,
    ],
    [
      "a row beyond the last",
      async () => await workbookOf('<row r="1048577"/>'),
      {},
      {},
      /1 to 1048576; found the row "1048577"/,
    ],
    [
      "rows out of order",
      async () => await workbookOf('<row r="2"/><row r="1"/>'),
      {},
      {},
      /3 to 1048576; found the row "1"/,
    ],
    [
      "a column beyond the last",
      async () => await workbookOf('<row><c r="ZZZZ1"/></row>'),
      {},
      {},
      /A to XFD; found the cell "ZZZZ1"/,
    ],
    [
      "a bomb",
      async () => await workbookOf(zeros),
      {},
      { archiveRatioMax: 10 },
      /at most 10 times the archive \(archiveRatioMax\)/,
    ],
    [
      "too much",
      async () => await workbookOf(zeros),
      {},
      { archiveBytesMax: 100_000 },
      /\(archiveBytesMax\)/,
    ],
    [
      "too many parts",
      async () => exampleWorkbook(),
      {},
      { archiveEntriesMax: 3 },
      /at most 3 entries \(archiveEntriesMax\)/,
    ],
    [
      "too much shared text",
      async () => exampleWorkbook(),
      {},
      { excelSharedTextLengthMax: 20 },
      /excelSharedTextLengthMax/,
    ],
    [
      "a cell without end",
      async () => await workbookOf(cells(`<c t="str"><v>${"x".repeat(200_000)}</v></c>`)),
      {},
      { xmlDocumentLengthMax: 100_000 },
      /xmlDocumentLengthMax/,
    ],
  ];
  for (const [title, make, settings, limits, words] of hostile) {
    it(`rejects ${title}`, async () => {
      const outcome = await parse(await make(), settings, limits);
      assert.equal(outcome.failure, undefined);
      assert.equal(outcome.errors.length, 1);
      assert.match(wordsOf(outcome.errors[0]), words);
    });
  }
});
