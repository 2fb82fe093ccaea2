import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { defaultLimits } from "../../base/limits.ts";
import { PostgresForTests, postgresUrl } from "../warehouse/postgres-for-tests.ts";
import { modelOf, PackageForTests } from "./data-for-tests.ts";
import { openWarehouseData } from "./open-warehouse-data.ts";

describe("data in PostgreSQL", () => {
  let server: PostgresForTests;
  before(async () => {
    server = await PostgresForTests.create(
      "CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2), whole numeric(10,0), at timestamptz, day date, ok boolean, note text, key uuid)",
      "INSERT INTO orders VALUES (1, 1.5, 7, '2024-01-31 10:00:00+01', '2024-01-31', true, 'x', '00000000-0000-0000-0000-000000000001'), (2, NULL, NULL, NULL, NULL, NULL, '', NULL)",
      "CREATE VIEW items AS SELECT generate_series(1, 3000) AS item, 1 AS order_id",
      "ANALYZE orders",
    );
  });
  after(() => server[Symbol.asyncDispose]());

  const model = (text: string) =>
    modelOf(`id: m\nwarehouse: {postgres: erp, schema: ${server.schema}}\n${text}`);
  const options = {
    url: postgresUrl,
    limits: defaultLimits,
    clock: { now: () => 5 },
    signal: new AbortController().signal,
  };

  it("A12 is asked where it is, with the types that it has there", async () => {
    await using data = await openWarehouseData(
      model(
        "tables: [{name: orders, primaryKey: [id]}, {name: items}]\nforeignKeys: [{parent: {table: orders, columns: [id]}, child: {table: items, columns: [order_id]}}]",
      ),
      options,
    );
    assert.deepEqual(Object.fromEntries(data.schema.tables.get("orders")?.columns ?? []), {
      id: "INT",
      total: "FLOAT",
      whole: "INT",
      at: "DATE",
      day: "DATE",
      ok: "BOOLEAN",
      note: "STRING",
    });
    assert.deepEqual(
      data.findings.map(({ code, column }) => [code, column]),
      [["type-left-out", "key"]],
    );
    assert.deepEqual([data.rowCounts.get("orders"), data.loadedMs], [2, 5]);
    const { rows } = await data.warehouse.query(
      { text: `SELECT count(*) FROM ${server.schema}.items`, values: [] },
      options.signal,
    );
    assert.deepEqual(rows, [[3000]]);
  });

  const words = (text: string): Promise<string> =>
    openWarehouseData(model(text), options).then(
      () => assert.fail("should be refused"),
      (error: Error & { resolution?: string }) => `${error.message} ${error.resolution}`,
    );

  it("names the nearest table and column when there is none", async () => {
    assert.match(await words("tables: [{name: order}]"), /"order".*Did you mean "orders"/);
    const keys =
      "foreignKeys: [{parent: {table: orders, columns: [idd]}, child: {table: items, columns: [order_id]}}]";
    assert.match(
      await words(`tables: [{name: orders}, {name: items}]\n${keys}`),
      /`idd`.*Did you mean "id"/,
    );
  });

  it("A12 is loaded from a table and from a query, by the name of a connection", async () => {
    await using files = await PackageForTests.create();
    const asked: string[] = [];
    const readers = {
      postgresUrl: (name: string) => {
        asked.push(name);
        return postgresUrl;
      },
    };
    const { tables } = await files.loaded(
      `
id: m
tables:
  - {name: ORDERS, source: {kind: postgres, connection: erp, schema: ${server.schema}, table: orders}}
  - {name: ITEMS, source: {kind: postgres, connection: erp, query: 'SELECT item, NULL::int AS none FROM ${server.schema}.items ORDER BY item'}}
`,
      { readers },
    );
    assert.deepEqual(tables.get("ORDERS"), {
      columns: {
        id: "INT",
        total: "FLOAT",
        whole: "INT",
        at: "DATE",
        day: "DATE",
        ok: "BOOLEAN",
        note: "STRING",
        key: "STRING",
      },
      rows: [
        [
          1,
          1.5,
          7,
          "2024-01-31T09:00:00",
          "2024-01-31T00:00:00",
          true,
          "x",
          "00000000-0000-0000-0000-000000000001",
        ],
        [2, null, null, null, null, null, "", null],
      ],
    });
    assert.deepEqual(tables.get("ITEMS")?.columns, { item: "INT", none: "INT" });
    assert.equal(tables.get("ITEMS")?.rows.length, 3000);
    assert.deepEqual(tables.get("ITEMS")?.rows[2999], [3000, null]);
    assert.deepEqual(asked, ["erp", "erp"]);
  });

  it("says what cannot be read, and writes nothing", async () => {
    await using files = await PackageForTests.create();
    const reason = (source: string, readers = {}) =>
      files
        .load(
          `{id: m, tables: [{name: T, source: {kind: postgres, connection: erp, ${source}}}]}`,
          { readers },
        )
        .then(
          () => assert.fail("should be refused"),
          (error: Error & { reason?: string }) => `${error.message} ${error.reason}`,
        );
    const readers = { postgresUrl: () => postgresUrl };
    assert.match(await reason("table: nowhere", readers), /"nowhere".*does not exist/);
    assert.match(await reason("table: nowhere"), /no connection "erp"/);
    const emptied = `query: 'WITH gone AS (DELETE FROM ${server.schema}.orders RETURNING 1) SELECT 1 FROM gone'`;
    await reason(emptied, readers);
    assert.deepEqual(await server.query("SELECT count(*)::int AS n FROM orders"), [{ n: 2 }]);
    assert.deepEqual(await files.files(), []);
  });
});
