import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { formatValue } from "./format-value.ts";
import { parseFormat } from "./parse-format.ts";

describe("formatValue", () => {
  const cases: readonly (readonly [
    number | string,
    string | undefined,
    string | undefined,
    string,
  ])[] = [
    [1234.5, "#,##0.00", "EUR", "1,234.50 EUR"],
    [1234.567, "#.##", undefined, "1234.57"],
    [2, "#.##", "d", "2 d"],
    [0.4256, "0.0%", undefined, "42.6%"],
    [0.4256, "%", "x", "42.56%"],
    [1234567.891, undefined, undefined, "1,234,567.89"],
    [-0.001, "0.0", undefined, "0.0"],
    [-5, "€ #,##0", undefined, "€ -5"],
    [1234.5, ",.1f", undefined, "1,234.5"],
    [12.3, "%", undefined, "1230%"],
    ["2024-01-31T13:05:09.123", "%Y/%m/%d %H:%M", undefined, "2024/01/31 13:05"],
    ["2024-01-31", "dd.MM.yyyy", undefined, "31.01.2024"],
    ["Europe", "#,##0", undefined, "Europe"],
  ];
  for (const [value, format, unit, text] of cases) {
    it(`writes ${value} with ${format ?? "no format"} as ${text}`, () => {
      const formatted = {
        ...(format === undefined ? {} : { format }),
        ...(unit === undefined ? {} : { unit }),
      };
      assert.equal(formatValue(value, formatted), text);
    });
  }

  it("knows which texts are no formats", () => {
    for (const text of ["", "abc", "#,#.#.#", "0.0000000000000000", "%q", "YYYY-QQ", "%%"]) {
      assert.equal(parseFormat(text), undefined, text);
    }
  });

  it("never throws and always says something", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.string()),
        fc.string({ unit: fc.constantFrom(..."#0,.% fdYm".split("")) }),
        (value, format) => {
          assert.ok(typeof formatValue(value, { format, unit: "u" }) === "string");
        },
      ),
    );
  });
});
