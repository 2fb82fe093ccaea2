import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { createCsvScanner } from "./csv-scanner.ts";
import { csvPrinter, quoteModes, type PrintCsvOptions } from "./print-csv.ts";

const options: PrintCsvOptions = {
  delimiter: ",",
  quote: '"',
  escape: "\\",
  quoteMode: "ALL",
  lineBreak: "\n",
};

function print(
  fields: readonly (string | number | null)[],
  changes: Partial<PrintCsvOptions> = {},
) {
  return csvPrinter({ ...options, ...changes })(
    fields.map((field) => ({
      text: field === null ? null : String(field),
      isNumber: typeof field === "number",
    })),
  );
}

describe("printing CSV", () => {
  it("quotes everything, null as an empty text, and doubles quotes", () => {
    assert.equal(print(['a"b', 1, null]), '"a""b","1",""\n');
  });

  it("leaves the escape character alone between quotes", () => {
    assert.equal(print(["C:\\temp\\"]), '"C:\\temp\\"\n');
  });

  it("quotes what needs it in MINIMAL", () => {
    const row = ["a", "b,c", 'd"', " e", "f ", "g\nh", "i\\j", "#k", null, 1];
    assert.equal(
      print(row, { quoteMode: "MINIMAL" }),
      'a,"b,c","d"""," e","f ","g\nh","i\\j","#k",,1\n',
    );
  });

  it("quotes an empty field that stands alone in MINIMAL, so that it is no blank line", () => {
    assert.equal(print([null], { quoteMode: "MINIMAL" }), '""\n');
  });

  it("quotes all but numbers in NON_NUMERIC", () => {
    assert.equal(print(["a", 1.5, null], { quoteMode: "NON_NUMERIC" }), '"a",1.5,""\n');
  });

  it("escapes and never quotes in NONE", () => {
    assert.equal(print(["a,b", 'c"d', "e\\f"], { quoteMode: "NONE" }), 'a\\,b,c\\"d,e\\\\f\n');
  });

  it("never quotes without a quote character", () => {
    assert.equal(print(["a", null], { quote: "" }), "a,\n");
  });

  const field = fc.string({
    unit: fc.constantFrom("a", "1", ",", '"', "\\", "\n", "\r", " ", "~", "é", "#"),
  });
  const table = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 5 });

  for (const quoteMode of quoteModes) {
    for (const delimiter of [",", "~~", "\t"]) {
      it(`reads back every table that ${quoteMode} prints between ${JSON.stringify(delimiter)}`, () => {
        fc.assert(
          fc.property(table, fc.constantFrom("\n", "\r\n", "\r"), (rows, lineBreak) => {
            const dialect = { ...options, delimiter, quoteMode, lineBreak } as const;
            const text = rows.map((row) => print(row, dialect)).join("");
            const escape = quoteMode === "NONE" ? "\\" : "";
            const found: string[][] = [];
            const scanner = createCsvScanner(
              {
                ...dialect,
                escape,
                trim: false,
                skipBlankLines: false,
                skipLines: 0,
                recordLengthMax: 10_000,
              },
              (fields, count) => found.push(fields.slice(0, count)),
            );
            scanner.write(text);
            scanner.end();
            assert.deepEqual(found, rows);
          }),
        );
      });
    }
  }
});
