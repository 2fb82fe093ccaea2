import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { runSnap } from "../../../test/support/run-snap.ts";
import { believe } from "../../base/believe.ts";
import type { ExampleSetting, SnapExample } from "../../engine/define-snap.ts";
import { DateTime } from "../../expr/date/date-time.ts";
import { LocalDate } from "../../expr/date/local-date.ts";
import { LocalDateTime } from "../../expr/date/local-date-time.ts";
import { LocalTime } from "../../expr/date/local-time.ts";
import type { Document, Value } from "../../expr/value.ts";
import excelParser from "../parse/excel-parser.ts";
import excelFormatter from "./excel-formatter.ts";

type Settings = Readonly<Record<string, ExampleSetting>>;

async function format(
  example: Omit<SnapExample, "title" | "gives">,
): Promise<readonly Uint8Array[]> {
  const outcome = await runSnap(excelFormatter, example);
  assert.equal(outcome.failure, undefined);
  const binaries = believe<readonly { content: Uint8Array }[]>(outcome.outputs["output0"]);
  return binaries.map(({ content }) => content);
}

async function read(content: Uint8Array, settings: Settings = {}): Promise<readonly unknown[]> {
  const outcome = await runSnap(excelParser, {
    settings: { nullEmptyColumns: true, ...settings },
    given: [{ content }],
  });
  assert.equal(outcome.failure, undefined);
  return outcome.outputs["output0"] ?? [];
}

async function roundTrip(
  given: readonly Document[],
  settings: Settings = {},
): Promise<readonly unknown[]> {
  const [content] = await format({ settings, given });
  assert.ok(content !== undefined);
  return await read(content);
}

const dayMs = 86_400_000;
const text = fc
  .oneof(
    fc.string({ minLength: 1, unit: "binary" }),
    fc.constantFrom("007", " x ", "_x0041_", "=1", "\u0000\r\n"),
  )
  .filter((one) => one.isWellFormed());
const day = fc.integer({ min: -25_000, max: 2_000_000 });
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  day.map((one) => new LocalDate(one)),
  fc.integer({ min: 0, max: dayMs - 1 }).map((ms) => new LocalTime(ms)),
  fc
    .tuple(day, fc.integer({ min: 0, max: dayMs - 1 }))
    .map(([one, ms]) => new LocalDateTime(one * dayMs + ms)),
);

describe("Excel Formatter", () => {
  it("is read back by the Excel Parser, every type as it was", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          const given = rows.map(([a, b]) => ({ id: 1, a, b }));
          assert.deepEqual(await roundTrip(given, { convertNumericString: false }), given);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("makes numbers of text that Excel can hold whole, and of no other", async () => {
    const texts = [
      "1",
      "-2.50",
      "0",
      "007",
      "1e3",
      " 1",
      "123456789012345",
      "1234567890123456",
      "",
      "NaN",
    ];
    const rows = await roundTrip(texts.map((a) => ({ id: 1, a })));
    assert.deepEqual(
      rows.map((row) => believe<Document>(row)["a"]),
      [1, -2.5, 0, "007", "1e3", " 1", 123_456_789_012_345, "1234567890123456", null, "NaN"],
    );
  });

  it("writes what Excel has no type for as text", async () => {
    const given = [
      {
        large: 2n ** 60n,
        list: [1, "a"],
        bytes: Uint8Array.of(1),
        old: new LocalDate(-30_000),
        zoned: new DateTime(0, "Europe/Zurich"),
        infinite: Number.POSITIVE_INFINITY,
      },
    ];
    assert.deepEqual(await roundTrip(given), [
      {
        large: "1152921504606846976",
        list: '[1,"a"]',
        bytes: "AQ==",
        old: "1887-11-12",
        zoned: new LocalDateTime(3_600_000),
        infinite: "Infinity",
      },
    ]);
    const asText = await roundTrip([{ day: new LocalDate(0) }], { translateDateTimeTypes: false });
    assert.deepEqual(asText, [{ day: "1970-01-01" }]);
  });

  it("takes the columns of the first document, or of all", async () => {
    const given = [{ a: 1 }, { b: 2, a: 3 }, { c: 4 }];
    assert.deepEqual(await roundTrip(given), [{ a: 1 }, { a: 3 }]);
    assert.deepEqual(await roundTrip(given, { includeAllColumns: true }), [
      { a: 1, b: null, c: null },
      { a: 3, b: 2, c: null },
      { a: null, b: null, c: 4 },
    ]);
  });

  it("writes formulas only when told to", async () => {
    const settings = { EvaluateFormulasProp: false };
    for (const [convertFormulas, expected] of [
      [true, "=A1&B1"],
      [false, "=A1&B1"],
    ] as const) {
      const [content] = await format({ settings: { convertFormulas }, given: [{ a: "=A1&B1" }] });
      assert.deepEqual(await read(content ?? new Uint8Array(), settings), [{ a: expected }]);
      const [row] = await read(content ?? new Uint8Array());
      assert.deepEqual(row, convertFormulas ? undefined : { a: "=A1&B1" });
    }
  });

  it("makes a sheet of each input, called by its view", async () => {
    const [content = new Uint8Array()] = await format({
      inputs: ["orders", "customers"],
      given: { orders: [{ id: 1 }, { id: 2 }, { id: 3 }], customers: [{ name: "Ada" }] },
    });
    assert.deepEqual(await read(content, { sheetNameProp: "orders" }), [
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
    assert.deepEqual(await read(content, { sheetIndexOrNameProp: "1" }), [{ name: "Ada" }]);
  });

  it("gives equal bytes for equal documents", async () => {
    const given = [{ a: 1, b: "x" }];
    assert.deepEqual(await format({ given }), await format({ given }));
  });

  it("writes an empty sheet for no documents", async () => {
    const [content = new Uint8Array()] = await format({ given: [] });
    assert.deepEqual(await read(content), []);
  });

  it("refuses a text that a cell cannot hold", async () => {
    const outcome = await runSnap(excelFormatter, {
      given: [{ a: "x" }, { a: "y".repeat(32_768) }],
    });
    assert.match(outcome.failure ?? "", /cell A3 is too long[^]*at most 32767 characters/);
  });

  it("rejects such a text where an error view takes it, and gives its row to the next", async () => {
    const given = [{ a: "x" }, { a: "y".repeat(32_768) }, { a: "z" }, { a: "y".repeat(40_000) }];
    const outcome = await runSnap(excelFormatter, { given, errors: [] });
    assert.equal(outcome.failure, undefined);
    assert.equal(outcome.errors.length, 2);
    const [binary] = believe<readonly { content: Uint8Array }[]>(outcome.outputs["output0"]);
    assert.deepEqual(await read(binary?.content ?? new Uint8Array()), [{ a: "x" }, { a: "z" }]);
  });

  it("refuses more columns than a sheet has", async () => {
    const wide = Object.fromEntries(Array.from({ length: 16_385 }, (_, index) => [`c${index}`, 1]));
    const outcome = await runSnap(excelFormatter, { given: [wide] });
    assert.match(outcome.failure ?? "", /too many columns[^]*at most 16384; found 16385/);
  });

  for (const name of ["a".repeat(32), "a/b", "a:b", "[a]", "'a", "a?", "a*", "a\\b"]) {
    it(`refuses the name ${name} for a sheet`, async () => {
      const outcome = await runSnap(excelFormatter, {
        settings: { sheetNameProp: name },
        given: [],
      });
      assert.match(outcome.failure ?? "", /cannot be the name of a sheet/);
    });
  }

  it("refuses two views of the same name", async () => {
    const outcome = await runSnap(excelFormatter, { inputs: ["a", "A"], given: { a: [], A: [] } });
    assert.match(outcome.failure ?? "", /found "A" twice/);
  });
});
