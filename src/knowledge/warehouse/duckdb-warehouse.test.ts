import { DuckDBInstance } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Refusal } from "../../base/errors.ts";
import { defaultLimits } from "../../base/limits.ts";
import { duckDbForTests } from "./duckdb-for-tests.ts";
import { openDuckDb } from "./duckdb-warehouse.ts";

const never = new AbortController().signal;
const endless =
  "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range <> b.range";

describe("DuckDB warehouse", () => {
  let folder = "";
  let file = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "duckdb-warehouse-"));
    file = join(folder, "data.duckdb");
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run(
      "CREATE TABLE T AS SELECT range AS N, 'row ' || range AS S FROM range(10)",
    );
    connection.closeSync();
    instance.closeSync();
  });
  after(() => rm(folder, { recursive: true }));

  it("A12 binds values, whatever is in them", async () => {
    await using warehouse = await duckDbForTests([]);
    const values = ["'; DROP TABLE T; --", "a\0b", 42, 1.5, -0.5, 2n ** 80n, true, null];
    const text = `SELECT ${values.map((_, index) => `$${index + 1}`).join(", ")}`;
    const { rows } = await warehouse.query({ text, values }, never);
    assert.deepEqual(rows, [
      ["'; DROP TABLE T; --", "a\0b", 42, 1.5, -0.5, (2n ** 80n).toString(), true, null],
    ]);
  });

  it("binds a date as a point in time without a zone", async () => {
    await using warehouse = await duckDbForTests([]);
    const values = [new Date("2024-01-31T10:00:00.250Z")];
    const { rows } = await warehouse.query(
      { text: "SELECT $1, $1 = TIMESTAMP '2024-01-31 10:00:00.25', typeof($1)", values },
      never,
    );
    assert.deepEqual(rows, [["2024-01-31T10:00:00.25", true, "TIMESTAMP"]]);
  });

  it("writes every type as a cell", async () => {
    await using warehouse = await duckDbForTests([]);
    const cells: readonly (readonly [string, unknown])[] = [
      ["TIMESTAMP '2024-01-31 10:00:00'", "2024-01-31T10:00:00"],
      ["TIMESTAMP '2024-01-31 10:00:00.000001'", "2024-01-31T10:00:00.000001"],
      ["TIMESTAMP '1969-12-31 23:59:59.9'", "1969-12-31T23:59:59.9"],
      ["TIMESTAMP '0044-03-15 12:00:00'", "0044-03-15T12:00:00"],
      ["'infinity'::TIMESTAMP", "infinity"],
      ["DATE '2024-02-29'", "2024-02-29T00:00:00"],
      ["TIMESTAMP_S '2024-01-31 10:00:00'", "2024-01-31T10:00:00"],
      ["TIMESTAMP_MS '2024-01-31 10:00:00.5'", "2024-01-31T10:00:00.5"],
      ["TIMESTAMP_NS '2024-01-31 10:00:00.5'", "2024-01-31T10:00:00.5"],
      ["9007199254740991", 9007199254740991],
      ["9007199254740993", "9007199254740993"],
      ["12345678901234567890123456789::HUGEINT", "12345678901234567890123456789"],
      ["12.50::DECIMAL(10,2)", 12.5],
      ["'nan'::DOUBLE", null],
      ["'infinity'::DOUBLE", null],
      ["NULL", null],
      ["TIME '10:00:00'", "10:00:00"],
      ["[1, 2, NULL]", "[1,2,null]"],
      ["{'a': 1, 'b': [DATE '2024-01-01']}", '{"a":1,"b":["2024-01-01T00:00:00"]}'],
      ["'x'::ENUM('x', 'y')", "x"],
    ];
    const text = `SELECT ${cells.map(([sql]) => sql).join(", ")}`;
    const { rows } = await warehouse.query({ text, values: [] }, never);
    assert.deepEqual(
      rows[0],
      cells.map(([, cell]) => cell),
    );
  });

  it("reads rows in order, beyond one chunk, and names columns", async () => {
    await using warehouse = await duckDbForTests([]);
    const result = await warehouse.query(
      { text: "SELECT range AS n FROM range($1) ORDER BY n DESC", values: [5000] },
      never,
    );
    assert.deepEqual(result.columns, ["n"]);
    assert.deepEqual(
      result.rows,
      Array.from({ length: 5000 }, (_, index) => [4999 - index]),
    );
  });

  it("stops a statement when its signal is aborted, and answers the next", async () => {
    await using warehouse = await duckDbForTests([], { warehouseConnectionsMax: 1 });
    const stop = new AbortController();
    const reason = new Error("the client went away");
    const endlessly = warehouse.query({ text: endless, values: [] }, stop.signal);
    setTimeout(() => stop.abort(reason), 20);
    await assert.rejects(endlessly, reason);
    const { rows } = await warehouse.query({ text: "SELECT 1", values: [] }, never);
    assert.deepEqual(rows, [[1]]);
  });

  it("stops a statement when its time is over", async () => {
    await using warehouse = await duckDbForTests([], { warehouseQueryTimeoutMs: 30 });
    await assert.rejects(
      warehouse.query({ text: endless, values: [] }, never),
      refusal("timeout", /`warehouseQueryTimeoutMs`/),
    );
  });

  it("refuses rows beyond the limit, and answers the next", async () => {
    await using warehouse = await duckDbForTests([], {
      warehouseRowsMax: 3000,
      warehouseConnectionsMax: 1,
    });
    const rowsOf = async (count: number) =>
      (await warehouse.query({ text: "SELECT * FROM range($1)", values: [count] }, never)).rows
        .length;
    assert.equal(await rowsOf(3000), 3000);
    await assert.rejects(rowsOf(1_000_000), refusal("too-large", /`warehouseRowsMax`/));
    assert.equal(await rowsOf(10), 10);
  });

  it("remembers no more statements than the limit", async () => {
    await using warehouse = await duckDbForTests([], {
      warehouseStatementsMax: 2,
      warehouseConnectionsMax: 1,
    });
    for (const number of [1, 2, 3, 1, 2, 3, 3]) {
      const { rows } = await warehouse.query({ text: `SELECT ${number}`, values: [] }, never);
      assert.deepEqual(rows, [[number]]);
    }
  });

  it("answers many callers at once, and turns away those beyond the queue", async () => {
    await using warehouse = await duckDbForTests([], { warehouseQueriesQueuedMax: 500 });
    const ask = (value: number) =>
      warehouse.query({ text: "SELECT $1 + 0", values: [value] }, never);
    const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => ask(index)));
    assert.deepEqual(
      answers.map((answer) => answer.rows[0]?.[0]),
      Array.from({ length: 500 }, (_, index) => index),
    );
    const settled = await Promise.allSettled(Array.from({ length: 600 }, (_, index) => ask(index)));
    const refused = settled.filter((one) => one.status === "rejected");
    assert.equal(refused.length, 600 - 500 - defaultLimits.warehouseConnectionsMax);
    for (const one of refused) refusal("overloaded", /`warehouseQueriesQueuedMax`/)(one.reason);
  });

  it("lets a caller leave the queue", async () => {
    await using warehouse = await duckDbForTests([], { warehouseConnectionsMax: 1 });
    const stop = new AbortController();
    const first = warehouse.query({ text: endless, values: [] }, stop.signal);
    const leave = new AbortController();
    const second = warehouse.query({ text: "SELECT 2", values: [] }, leave.signal);
    leave.abort(new Error("left"));
    await assert.rejects(second, /left/);
    stop.abort(new Error("enough"));
    await assert.rejects(first, /enough/);
  });

  it("puts on disk what does not fit in memory, and refuses past that", async () => {
    const text =
      "SELECT count(*), sum(n) FROM (SELECT s, row_number() OVER (ORDER BY s) AS n FROM T)";
    const rows = 250_000;
    const table = [
      `CREATE TABLE T AS SELECT hash(range) || '-' || hash(-range) AS s FROM range(${rows})`,
    ];
    const tight = { warehouseMemoryMibMax: 24, warehouseThreadsMax: 1 };
    await using warehouse = await duckDbForTests(table, tight);
    const result = await warehouse.query({ text, values: [] }, never);
    assert.deepEqual(result.rows, [[rows, (rows * (rows + 1)) / 2]]);
    await using smaller = await duckDbForTests(table, { ...tight, warehouseSpillMibMax: 16 });
    await assert.rejects(
      smaller.query({ text, values: [] }, never),
      refusal("limit-reached", /`warehouseMemoryMibMax`/),
    );
  });

  it("explains what cannot be computed without repeating a value", async () => {
    await using warehouse = await duckDbForTests([]);
    for (const text of ["SELECT 'secret'::INT", "SELECT 9223372036854775807::BIGINT + 1"]) {
      await assert.rejects(warehouse.query({ text, values: [] }, never), (error) => {
        refusal("invalid-content", /./)(error);
        assert.ok(error instanceof Refusal);
        assert.doesNotMatch(`${error.message} ${error.reason} ${error.resolution}`, /secret|9223/);
        return true;
      });
    }
    await assert.rejects(warehouse.query({ text: "SELEC 1", values: [] }, never), /Parser Error/);
    await assert.rejects(
      warehouse.query({ text: "SELECT $1", values: [] }, never),
      /1 parameters, not 0/,
    );
  });

  it("opens a file for several readers, who can neither write nor reach out", async () => {
    const options = { tempDirectory: folder, limits: defaultLimits };
    await using one = await openDuckDb(file, options);
    await using other = await openDuckDb(file, options);
    for (const warehouse of [one, other]) {
      const { rows } = await warehouse.query(
        { text: `SELECT count(*) FROM "T"`, values: [] },
        never,
      );
      assert.deepEqual(rows, [[10]]);
    }
    const outside = join(folder, "outside.csv");
    await writeFile(outside, "a\n1\n");
    for (const text of [
      `SELECT * FROM read_csv('${outside}')`,
      `SELECT * FROM '${outside}'`,
      `SELECT * FROM glob('${folder}/*')`,
      `COPY "T" TO '${folder}/copy.csv'`,
      `ATTACH '${folder}/other.duckdb'`,
      `DELETE FROM "T"`,
      `CREATE TABLE "U" (i INT)`,
      "INSTALL httpfs",
      "LOAD httpfs",
      "SET memory_limit = '1TB'",
      "SET enable_external_access = true",
    ]) {
      await assert.rejects(one.query({ text, values: [] }, never), Error, text);
    }
    assert.deepEqual((await readdir(folder)).toSorted(), ["data.duckdb", "outside.csv"]);
  });
});

function refusal(code: string, reason: RegExp) {
  return (error: unknown): true => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    assert.match(error.reason, reason);
    assert.ok(error.resolution.length > 0);
    return true;
  };
}
