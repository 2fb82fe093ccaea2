import { DuckDBInstance } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PackageForTests } from "../data-for-tests.ts";
import type { SourceReaders, SourceRow, SourceValue } from "../source-readers.ts";

describe("sources", () => {
  it("A12 loads Parquet with every type as one of PQL", async () => {
    await using files = await PackageForTests.create();
    await duckDb(
      ":memory:",
      `COPY (SELECT 'a' AS s, 1::UTINYINT AS tiny, 12345678901234567890::UBIGINT AS huge, 1.50::DECIMAL(10,2) AS dec, 7::DECIMAL(5,0) AS whole, 1.5::FLOAT AS f, DATE '2024-01-31' AS d, TIMESTAMPTZ '2024-01-31 10:00:00+01' AS tz, true AS b, [1, 2] AS list, TIME '10:00' AS t, 'ab'::BLOB AS blob) TO '${files.path("t.parquet")}'`,
    );
    const { tables, findings } = await files.loaded(model("{kind: parquet, file: t.parquet}"));
    assert.deepEqual(tables.get("T"), {
      columns: {
        s: "STRING",
        tiny: "INT",
        huge: "INT",
        dec: "FLOAT",
        whole: "INT",
        f: "FLOAT",
        d: "DATE",
        tz: "DATE",
        b: "BOOLEAN",
        list: "STRING",
        t: "STRING",
        blob: "STRING",
      },
      rows: [
        [
          "a",
          1,
          null,
          1.5,
          7,
          1.5,
          "2024-01-31T00:00:00",
          "2024-01-31T09:00:00",
          true,
          "[1,2]",
          "10:00:00",
          "6162",
        ],
      ],
    });
    assert.deepEqual(
      findings.map(({ code, column }) => [code, column]),
      [["unfit-values", "huge"]],
    );
  });

  it("A12 loads JSON, as a list and by lines", async () => {
    const rows = [
      { id: 1, at: "2024-01-31T10:00:00", nested: { a: [1] } },
      { id: 2, more: "x" },
    ];
    await using files = await PackageForTests.create({
      "a.json": JSON.stringify(rows),
      "a.jsonl": rows.map((row) => JSON.stringify(row)).join("\n"),
      "b.json": "{not json",
    });
    for (const source of ["{kind: json, file: a.json}", "{kind: jsonl, file: a.jsonl}"]) {
      const { tables } = await files.loaded(model(source));
      assert.deepEqual(tables.get("T"), {
        columns: { id: "INT", at: "DATE", nested: "STRING", more: "STRING" },
        rows: [
          [1, "2024-01-31T10:00:00", '{"a":[1]}', null],
          [2, null, null, "x"],
        ],
      });
    }
    await assert.rejects(files.load(model("{kind: json, file: b.json}")), (error: Error) => {
      assert.match(error.message, /"b.json" cannot be read as JSON/);
      assert.doesNotMatch(JSON.stringify(error), new RegExp(files.folder));
      return true;
    });
  });

  it("A12 loads a table of a DuckDB file, and names the nearest one", async () => {
    await using files = await PackageForTests.create();
    await duckDb(
      files.path("d.duckdb"),
      "CREATE TABLE orders AS SELECT 1 AS id; CREATE SCHEMA s; CREATE VIEW s.v AS SELECT 2 AS id",
    );
    const { tables } = await files.loaded(
      `{id: m, tables: [{name: A, source: {kind: duckdb, file: d.duckdb, table: orders}}, {name: B, source: {kind: duckdb, file: d.duckdb, table: s.v}}]}`,
    );
    assert.deepEqual([tables.get("A")?.rows, tables.get("B")?.rows], [[[1]], [[2]]]);
    await assert.rejects(
      files.load(model("{kind: duckdb, file: d.duckdb, table: order}")),
      refusing(/Did you mean "orders"/),
    );
  });

  it("loads sheets by the reader that is handed in", async () => {
    await using files = await PackageForTests.create({ "a.xlsx": "PK" });
    const sheet: readonly (readonly SourceValue[])[] = [
      ["Report of today"],
      ["id", "when", "", " amount "],
      [1, new Date(Date.UTC(2024, 0, 31, 10)), "unnamed", 1.5],
      [null, null, null, ""],
      [2, null, null, 2],
    ];
    const readers: Partial<SourceReaders> = {
      async *readExcel(path, name) {
        assert.deepEqual([path, name], [files.path("a.xlsx"), "S"]);
        yield* sheet;
      },
    };
    const source = "{kind: excel, file: a.xlsx, sheet: S, headerRow: 2}";
    const { tables } = await files.loaded(model(source), { readers });
    assert.deepEqual(tables.get("T"), {
      columns: { id: "INT", when: "DATE", amount: "FLOAT" },
      rows: [
        [1, "2024-01-31T10:00:00", 1.5],
        [2, null, 2],
      ],
    });
    await assert.rejects(files.load(model(source)), refusing(/CSV/));
    await assert.rejects(
      files.load(model(source.replace("headerRow: 2", "headerRow: 9")), { readers }),
      refusing(/whole|row 9/),
    );
  });

  it("loads generated rows of mixed kinds, with columns that come late", async () => {
    await using files = await PackageForTests.create();
    const { tables } = await files.loaded(model("{kind: rows, generator: g}"), {
      readers: { generate: (name) => (name === "g" ? mixedRows() : undefined) },
    });
    const table = tables.get("T");
    assert.deepEqual(table?.columns, {
      id: "INT",
      mixed: "STRING",
      number: "FLOAT",
      late: "BOOLEAN",
    });
    assert.equal(table?.rows.length, 3002);
    assert.deepEqual(table?.rows.slice(-3), [
      [2999, "text", 2999, null],
      [(2n ** 60n).toString(), null, null, true],
      [null, null, null, null],
    ]);
    await assert.rejects(files.load(model("{kind: rows, generator: h}")), refusing(/generator/));
  });

  it("refuses files that are damaged or not there, without telling where they would be", async () => {
    await using files = await PackageForTests.create({
      "t.parquet": "PAR1 no",
      "d.duckdb": "no",
      "t.xes": "<log><trace>",
    });
    for (const source of [
      "{kind: parquet, file: t.parquet}",
      "{kind: duckdb, file: d.duckdb, table: t}",
      "{kind: xes, file: t.xes}",
      "{kind: ocel2-sqlite, file: d.duckdb, content: events}",
      "{kind: ocel2-json, file: d.duckdb, content: events}",
      "{kind: csv, file: nowhere.csv}",
    ]) {
      await assert.rejects(files.load(model(source)), (error: Error) => {
        assert.equal(error.name, "Refusal", String(error));
        assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, new RegExp(files.folder));
        return true;
      });
    }
  });
});

async function* mixedRows(): AsyncIterable<SourceRow> {
  for (let at = 0; at < 3000; at++)
    yield { id: at, mixed: at % 2 === 0 ? at : "text", number: at === 1 ? 0.5 : at };
  yield { id: 2n ** 60n, late: true };
  yield {};
}

function model(source: string): string {
  return `{id: m, tables: [{name: T, source: ${source}}]}`;
}

async function duckDb(file: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

function refusing(resolution: RegExp) {
  return (error: Error): true => {
    assert.equal(error.name, "Refusal", String(error));
    assert.match(`${JSON.stringify(error)} ${error.message}`.replaceAll("\\", ""), resolution);
    return true;
  };
}
