import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Refusal } from "../../../base/errors.ts";
import { PackageForTests } from "../data-for-tests.ts";
import type { LoadProgress } from "./load-order.ts";

const events = `case;activity;time;amount;region;n
2;A;31.01.2024 10:00:00;1,5;North;1
1;A;31.01.2024 10:00:00;2.000,5;South;2
1;C;31.01.2024 09:00:00;x;South;3
1;B;31.01.2024 09:00:00;;South;4
2;B;not a date;7;West;5
;B;01.02.2024 10:00:00;7;North;6
007;Z;01.02.2024 10:00:00;1;East;8
`;

const model = `
id: m
tables:
  - name: ACTIVITIES
    source: {kind: csv, file: events.csv}
    columns:
      - {name: case, rename: CASE_ID, type: STRING}
      - {name: time, type: DATE, format: "%d.%m.%Y %H:%M:%S"}
      - {name: amount, type: FLOAT, decimal: ","}
    required: [CASE_ID]
  - name: CASES
    source: {kind: cases, of: ACTIVITIES, caseColumn: case, columns: [region]}
    columns: [{name: case, rename: CASE_ID, type: STRING}]
    primaryKey: [CASE_ID]
foreignKeys: [{parent: CASES, child: ACTIVITIES, columns: [CASE_ID]}]
eventLogs: [{id: LOG, activityTable: ACTIVITIES, caseTable: CASES, caseColumn: CASE_ID, activityColumn: activity, timestampColumn: time}]
`;

const plain = "{id: m, tables: [{name: T, source: {kind: csv, file: t.csv}}]}";

describe("loading a data model", () => {
  it("A12 loads typed tables, the events of a case in order and its attributes apart", async () => {
    await using files = await PackageForTests.create({ "events.csv": events });
    const { tables } = await files.loaded(model);
    assert.deepEqual(tables.get("ACTIVITIES"), {
      columns: { CASE_ID: "STRING", activity: "STRING", time: "DATE", amount: "FLOAT", n: "INT" },
      rows: [
        ["007", "Z", "2024-02-01T10:00:00", 1, 8],
        ["1", "C", "2024-01-31T09:00:00", null, 3],
        ["1", "B", "2024-01-31T09:00:00", null, 4],
        ["1", "A", "2024-01-31T10:00:00", 2000.5, 2],
        ["2", "A", "2024-01-31T10:00:00", 1.5, 1],
        ["2", "B", null, 7, 5],
      ],
    });
    assert.deepEqual(tables.get("CASES"), {
      columns: { CASE_ID: "STRING", region: "STRING" },
      rows: [
        ["2", "North"],
        ["1", "South"],
        ["007", "East"],
      ],
    });
  });

  it("tells every value that does not fit and every row that is left out", async () => {
    await using files = await PackageForTests.create({ "events.csv": events });
    const { findings } = await files.loaded(model);
    assert.deepEqual(
      findings.map(({ code, table, column, count }) => [code, table, column, count]),
      [
        ["unfit-values", "ACTIVITIES", "time", 1],
        ["unfit-values", "ACTIVITIES", "amount", 1],
        ["rows-left-out", "ACTIVITIES", "CASE_ID", 1],
        ["varying-case-column", "CASES", "region", 1],
        ["empty-event-cells", "ACTIVITIES", "time", 1],
      ],
    );
    assert.match(findings[0]?.reason ?? "", /`not a date`/);
  });

  it("leaves nothing but the data behind", async () => {
    await using files = await PackageForTests.create({ "events.csv": events });
    await files.loaded(model);
    assert.deepEqual(await files.files(), ["data.duckdb", "events.csv"]);
  });

  it("keeps the former load when the next one fails or is stopped", async () => {
    await using files = await PackageForTests.create({ "t.csv": "a,b\n1,2\n" });
    const before = await files.loaded(plain);
    const unknown =
      "{id: m, tables: [{name: T, primaryKey: [c], source: {kind: csv, file: t.csv}}]}";
    const failed = await files.load(unknown);
    assert.ok(!failed.ok);
    assert.deepEqual(
      failed.findings.map(({ code, table, column }) => [code, table, column]),
      [["unknown-column", "T", "c"]],
    );
    await assert.rejects(files.load(plain.replace("t.csv", "u.csv")), /"u.csv"/);
    const stop = new AbortController();
    const stopped = files.load(plain, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await assert.rejects(stopped, /enough/);
    assert.deepEqual(await files.files(), ["data.duckdb", "t.csv"]);
    assert.deepEqual((await files.loaded(plain)).tables, before.tables);
  });

  it("stops in the middle of a table", async () => {
    await using files = await PackageForTests.create();
    const stop = new AbortController();
    const load = files.load("{id: m, tables: [{name: T, source: {kind: rows, generator: g}}]}", {
      signal: stop.signal,
      readers: { generate: () => rowsUpTo(Infinity) },
      onProgress: ({ rows = 0 }) => {
        if (rows > 10_000) stop.abort(new Error("enough"));
      },
    });
    await assert.rejects(load, /enough/);
    assert.deepEqual(await files.files(), []);
  });

  it("says how far it is", async () => {
    await using files = await PackageForTests.create({ "events.csv": events });
    const told: LoadProgress[] = [];
    await files.load(model, { onProgress: (progress) => told.push(progress) });
    assert.deepEqual(
      told
        .filter(({ bytes }) => bytes === undefined)
        .map(({ table, step, rows }) => [table, step, rows]),
      [
        ["ACTIVITIES", "read", undefined],
        ["ACTIVITIES", "arrange", undefined],
        ["ACTIVITIES", "arrange", 6],
        ["CASES", "arrange", undefined],
        ["CASES", "arrange", 3],
        ["ACTIVITIES", "check", undefined],
        ["CASES", "check", undefined],
      ],
    );
  });

  it("refuses what is past a limit, by the limit's name", async () => {
    const csv = `a,b\n${"1,2\n".repeat(100)}`;
    await using files = await PackageForTests.create({ "t.csv": csv });
    const rows = plain.replace("{kind: csv, file: t.csv}", "{kind: rows, generator: g}");
    const readers = { generate: () => rowsUpTo(5000) };
    const cases = [
      [plain, "dataRowsMax", 99],
      [rows, "dataRowsMax", 99],
      [plain, "dataColumnsMax", 1],
      [plain, "dataTablesMax", 0],
      [plain, "dataFileBytesMax", csv.length - 1],
      [rows, "dataCellLengthMax", 100],
    ] as const;
    for (const [text, limit, value] of cases) {
      await assert.rejects(files.load(text, { limits: { [limit]: value }, readers }), (error) => {
        assert.ok(error instanceof Refusal, String(error));
        assert.equal(error.code, "too-large");
        assert.match(error.reason, new RegExp(`\`${limit}\``));
        return true;
      });
    }
    assert.deepEqual(await files.files(), ["t.csv"]);
    await files.loaded(plain, {
      limits: { dataRowsMax: 100, dataColumnsMax: 2, dataTablesMax: 1 },
    });
  });

  it("stops when it takes too much room on disk", async () => {
    await using files = await PackageForTests.create();
    const load = files.load("{id: m, tables: [{name: T, source: {kind: rows, generator: g}}]}", {
      readers: { generate: () => rowsUpTo(Infinity) },
      limits: { dataLoadBytesMax: 1_000_000 },
    });
    await assert.rejects(load, (error) => {
      assert.ok(error instanceof Refusal, String(error));
      assert.match(error.reason, /`dataLoadBytesMax`/);
      return true;
    });
    assert.deepEqual(await files.files(), []);
  });

  it("checks keys, orphans and cases without events", async () => {
    await using files = await PackageForTests.create({
      "orders.csv": "id,region\n1,N\n2,S\n2,S\n3,W\n,E\n",
      "items.csv": "order,item\n1,a\n2,b\n9,c\n9,d\n,e\n",
      "none.csv": "a,b\n",
    });
    const { findings, foreignKeys } = await files.loaded(`
id: m
tables:
  - {name: ORDERS, source: {kind: csv, file: orders.csv}, primaryKey: [id]}
  - {name: ITEMS, source: {kind: csv, file: items.csv}}
  - {name: NONE, source: {kind: csv, file: none.csv, header: true}}
foreignKeys: [{parent: {table: ORDERS, columns: [id]}, child: {table: ITEMS, columns: [order]}}]
`);
    assert.deepEqual(
      findings.map(({ code, table, column, count }) => [code, table, column, count]),
      [
        ["empty-keys", "ORDERS", "id", 1],
        ["duplicate-keys", "ORDERS", "id", 1],
        ["empty-table", "NONE", undefined, 0],
        ["orphan-rows", "ITEMS", "order", 3],
      ],
    );
    assert.match(findings[1]?.reason ?? "", /`2` 2 times/);
    assert.match(findings[3]?.reason ?? "", /`9` 2 times, no value 1 times/);
    assert.deepEqual(foreignKeys, []);
  });

  it("refuses keys and event logs that name no column or one of another type", async () => {
    await using files = await PackageForTests.create({ "events.csv": events });
    const codes = async (text: string) => {
      const result = await files.load(text);
      assert.ok(!result.ok);
      return result.findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
    };
    assert.deepEqual(await codes(model.replace("timestampColumn: time", "timestampColumn: n")), [
      "timestamp-type",
    ]);
    assert.deepEqual(
      await codes(model.replace("activityColumn: activity", "activityColumn: Activity")),
      ["unknown-column"],
    );
    assert.deepEqual(
      await codes(
        model.replace(
          "{name: case, rename: CASE_ID, type: STRING}]",
          "{name: case, rename: CASE_ID, type: INT}]",
        ),
      ),
      ["key-types"],
    );
    assert.deepEqual(await codes(model.replace("columns: [region]", "columns: [regio]")), [
      "unknown-column",
    ]);
  });

  it("keeps only the rows and columns that are wanted", async () => {
    await using files = await PackageForTests.create({
      "t.csv": "a,b,state\n1,2,complete\n3,4,start\n5,6,\n",
    });
    const { tables, findings } = await files.loaded(`
id: m
tables:
  - name: T
    source: {kind: csv, file: t.csv}
    onlyDeclared: true
    columns: [{name: b, rename: B}, {name: state}]
    keep: [{column: state, values: [complete]}]
`);
    assert.deepEqual(tables.get("T"), {
      columns: { B: "INT", state: "STRING" },
      rows: [[2, "complete"]],
    });
    assert.deepEqual(
      findings.map(({ code, count }) => [code, count]),
      [["rows-left-out", 2]],
    );
  });

  it("takes names of tables, columns and files for nothing but names", async () => {
    const nasty = `x"; DROP TABLE y; --`;
    const file = `a'b[1]*.csv`;
    await using files = await PackageForTests.create({
      [file]: `"${nasty.replaceAll('"', '""')}",__proto__\n1,2\n`,
    });
    const { tables } = await files.loaded({
      id: "m",
      displayName: "m",
      tables: [
        {
          name: nasty,
          source: { kind: "csv", file },
          columns: [],
          onlyDeclared: false,
          primaryKey: [nasty],
          required: [nasty],
          keep: [{ column: nasty, values: ["1", "'; DROP TABLE z; --"] }],
        },
      ],
      foreignKeys: [],
      eventLogs: [],
    });
    assert.deepEqual(tables.get(nasty)?.rows, [[1, 2]]);
  });
});

async function* rowsUpTo(count: number) {
  for (let row = 0; row < count; row++) yield { row, text: `${row}-`.repeat(row % 200) };
}
