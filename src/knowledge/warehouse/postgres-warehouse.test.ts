import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Refusal } from "../../base/errors.ts";
import { defaultLimits } from "../../base/limits.ts";
import { PostgresForTests, postgresUrl } from "./postgres-for-tests.ts";
import { PostgresWarehouse } from "./postgres-warehouse.ts";
import type { WarehouseLimits } from "./warehouse-limits.ts";

const never = new AbortController().signal;

describe("PostgreSQL warehouse", () => {
  let server: PostgresForTests;
  before(async () => {
    server = await PostgresForTests.create(
      "CREATE TABLE t AS SELECT n FROM generate_series(1, 25000) AS n",
    );
  });
  after(() => server[Symbol.asyncDispose]());

  it("A12 binds values, whatever is in them", async () => {
    await using warehouse = open();
    const values = [
      "'; DROP TABLE t; --",
      42,
      1.5,
      true,
      null,
      new Date("2024-01-31T10:00:00.250Z"),
      2n ** 60n,
    ];
    const { rows } = await warehouse.query(
      {
        text: "SELECT $1::text, $2::bigint, $3::float8, $4::boolean, $5::text, $6::timestamp, $7::bigint",
        values,
      },
      never,
    );
    assert.deepEqual(rows, [
      [
        "'; DROP TABLE t; --",
        42,
        1.5,
        true,
        null,
        "2024-01-31T10:00:00.25",
        (2n ** 60n).toString(),
      ],
    ]);
  });

  it("writes every type as a cell", async () => {
    await using warehouse = open();
    const cells: readonly (readonly [string, unknown])[] = [
      ["TIMESTAMP '2024-01-31 10:00:00'", "2024-01-31T10:00:00"],
      ["TIMESTAMPTZ '2024-01-31 10:00:00.5+01'", "2024-01-31T09:00:00.5"],
      ["DATE '2024-02-29'", "2024-02-29T00:00:00"],
      ["1.50::numeric", 1.5],
      ["12345678901234567890::numeric", "12345678901234567890"],
      ["'NaN'::float8", null],
      ["9007199254740993::bigint", "9007199254740993"],
      ["1::smallint", 1],
      ["false", false],
      ["NULL::int", null],
      ["'{\"a\": 1}'::jsonb", '{"a": 1}'],
    ];
    const text = `SELECT ${cells.map(([sql], at) => `${sql} AS c${at}`).join(", ")}`;
    const { rows, columns } = await warehouse.query({ text, values: [] }, never);
    assert.deepEqual(
      rows[0],
      cells.map(([, cell]) => cell),
    );
    assert.deepEqual(
      columns,
      cells.map((_, at) => `c${at}`),
    );
  });

  it("reads more rows than are fetched at once, and refuses those past the limit", async () => {
    await using warehouse = open({ warehouseRowsMax: 24_000 });
    const first = (count: number) =>
      warehouse.query(
        { text: `SELECT n FROM ${server.schema}.t ORDER BY n LIMIT $1`, values: [count] },
        never,
      );
    const { rows } = await first(24_000);
    assert.deepEqual([rows.length, rows[23_999]], [24_000, [24_000]]);
    await assert.rejects(first(24_001), refusal("too-large", /`warehouseRowsMax`/));
    assert.equal((await first(0)).rows.length, 0);
  });

  it("stops a statement on the server when its signal is aborted or its time is over", async () => {
    await using warehouse = open({ warehouseConnectionsMax: 1 });
    const stop = new AbortController();
    const mark = `SELECT pg_sleep(60) /* ${server.schema} */`;
    const slow = warehouse.query({ text: mark, values: [] }, stop.signal);
    const running = `SELECT pid FROM pg_stat_activity WHERE query = '${mark}' AND state = 'active'`;
    while ((await server.query(running)).length === 0);
    stop.abort(new Error("the client went away"));
    await assert.rejects(slow, /went away/);
    assert.deepEqual(await server.query(running), []);
    assert.deepEqual((await warehouse.query({ text: "SELECT 1", values: [] }, never)).rows, [[1]]);
    await using hurried = open({ warehouseQueryTimeoutMs: 200 });
    await assert.rejects(
      hurried.query({ text: mark, values: [] }, never),
      refusal("timeout", /`warehouseQueryTimeoutMs`/),
    );
  });

  it("never writes", async () => {
    await using warehouse = open();
    for (const text of [
      `DELETE FROM ${server.schema}.t`,
      `CREATE TABLE ${server.schema}.u (i int)`,
      "SELECT 1; SELECT 2",
    ]) {
      await assert.rejects(warehouse.query({ text, values: [] }, never));
    }
    assert.deepEqual(await server.query("SELECT count(*)::int AS n FROM t"), [{ n: 25_000 }]);
  });

  it("opens a broken connection anew", async () => {
    await using warehouse = open({ warehouseConnectionsMax: 1 });
    const ask = () => warehouse.query({ text: "SELECT pg_backend_pid()", values: [] }, never);
    const [[pid = 0] = []] = (await ask()).rows;
    await server.query(`SELECT pg_terminate_backend(${Number(pid)})`);
    await ask().catch(() => undefined);
    assert.notEqual((await ask()).rows[0]?.[0], pid);
  });

  it("explains failures without addresses and values", async () => {
    const secret = "postgres://nobody:geheim@127.0.0.1:1/none";
    await using nowhere = new PostgresWarehouse({
      name: "erp",
      url: secret,
      limits: defaultLimits,
    });
    await assert.rejects(nowhere.query({ text: "SELECT 1", values: [] }, never), (error) => {
      refusal("unavailable", /./)(error);
      assert.match(String(error), /"erp"/);
      assert.doesNotMatch(`${String(error)} ${JSON.stringify(error)}`, /geheim|127\.0/);
      return true;
    });
    await using warehouse = open();
    const uncomputable = warehouse.query(
      { text: "SELECT CAST($1::text AS int)", values: ["geheim"] },
      never,
    );
    await assert.rejects(uncomputable, (error) => {
      refusal("invalid-content", /./)(error);
      assert.doesNotMatch(`${String(error)} ${JSON.stringify(error)}`, /geheim/);
      return true;
    });
    await assert.rejects(warehouse.query({ text: "SELEC 1", values: [] }, never), /syntax error/);
  });

  it("reads only and in UTC, whatever the address of the server says", async () => {
    const options = encodeURIComponent(
      "-c default_transaction_read_only=off -c TimeZone=Asia/Tokyo",
    );
    await using warehouse = open({}, `${postgresUrl}?options=${options}`);
    const shown = (name: string) =>
      warehouse.query({ text: "SELECT current_setting($1)", values: [name] }, never);
    assert.deepEqual((await shown("default_transaction_read_only")).rows, [["on"]]);
    assert.deepEqual((await shown("TimeZone")).rows, [["UTC"]]);
  });
});

function open(limits: Partial<WarehouseLimits> = {}, url = postgresUrl): PostgresWarehouse {
  return new PostgresWarehouse({
    name: "test",
    url,
    limits: { ...defaultLimits, ...limits },
  });
}

function refusal(code: string, reason: RegExp) {
  return (error: unknown): true => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, code);
    assert.match(error.reason, reason);
    return true;
  };
}
