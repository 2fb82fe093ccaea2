import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../src/base/clock.ts";
import { defaultLimits, type Limits } from "../src/base/limits.ts";
import type { ExampleAccount, SnapDefinition } from "../src/engine/define-snap.ts";
import { createEgress } from "../src/engine/egress/create-egress.ts";
import { publicAndLoopback } from "../src/engine/egress/egress-policy.ts";
import { toText } from "../src/expr/to-text.ts";
import type { Document } from "../src/expr/value.ts";
import jdbcAccount from "../src/snaps/accounts/jdbc.ts";
import postgresAccount from "../src/snaps/accounts/postgres.ts";
import mysqlBulkLoad from "../src/snaps/database/mysql-bulk-load.ts";
import mysqlExecute from "../src/snaps/database/mysql-execute.ts";
import mysqlInsert from "../src/snaps/database/mysql-insert.ts";
import mysqlSelect from "../src/snaps/database/mysql-select.ts";
import postgresBulkLoad from "../src/snaps/database/postgres-bulk-load.ts";
import postgresExecute from "../src/snaps/database/postgres-execute.ts";
import postgresInsert from "../src/snaps/database/postgres-insert.ts";
import postgresSelect from "../src/snaps/database/postgres-select.ts";
import {
  createTestDatabase,
  type ServerKind,
  type TestDatabase,
} from "./support/servers/database-server.ts";
import { startFlakyProxy } from "./support/servers/flaky-proxy.ts";
import { runSnap } from "./support/run-snap.ts";

const egress = createEgress(publicAndLoopback, defaultLimits);

const packs = [
  {
    kind: "postgres",
    port: 5432,
    insert: postgresInsert,
    select: postgresSelect,
    execute: postgresExecute,
    bulkLoad: postgresBulkLoad,
    suicide: "SELECT pg_terminate_backend(pg_backend_pid())",
    slow: "SELECT pg_sleep(30)",
  },
  {
    kind: "mysql",
    port: 3306,
    insert: mysqlInsert,
    select: mysqlSelect,
    execute: mysqlExecute,
    bulkLoad: mysqlBulkLoad,
    suicide: "KILL CONNECTION_ID()",
    slow: "SELECT SLEEP(30)",
  },
] as const satisfies readonly {
  readonly kind: ServerKind;
  readonly [snap: string]: SnapDefinition | string | number;
}[];

for (const pack of packs) {
  describe(`when ${pack.kind} fails`, () => {
    let database: TestDatabase;
    before(async () => {
      database = await createTestDatabase(pack.kind);
      await database.query("CREATE TABLE things (id integer PRIMARY KEY, note text)");
    });
    after(async () => {
      await database[Symbol.asyncDispose]();
    });

    const settings = { tableName: "things" };
    const through = (port: number, more: ExampleAccount["values"] = {}): ExampleAccount => ({
      ...database.account,
      values: { ...database.account.values, portNumber: port, ...more },
    });
    const withErrors = async (
      snap: SnapDefinition,
      account: ExampleAccount,
      given: readonly Document[] | undefined,
      own: NonNullable<Parameters<typeof runSnap>[1]["settings"]> = settings,
      limits: Partial<Limits> = {},
    ) =>
      runSnap(
        snap,
        { account, settings: own, ...(given === undefined ? {} : { given }), errors: [] },
        { egress, limits, batchSize: 100 },
      );

    it("a connection that the server ends fails its document, and the next one has a new connection", async () => {
      const sqlStatement = { expression: `$die ? "${pack.suicide}" : "SELECT 1 AS n"` };
      const outcome = await withErrors(
        pack.execute,
        database.account,
        [{ die: true }, { die: false }],
        { sqlStatement, passThrough: false },
      );
      assert.equal(outcome.failure, undefined);
      assert.deepEqual(
        outcome.errors.map(({ original }) => original),
        [{ die: true }],
      );
      assert.match(toText(outcome.errors[0]?.["reason"] ?? null), /The connection to the server/);
      assert.deepEqual(outcome.outputs["output0"], [{ n: 1 }]);
    });

    it("a server that goes while rows come ends the read with how many came", async () => {
      await database.query("DELETE FROM things");
      const given = Array.from({ length: 2_000 }, (_item, id) => ({ id, note: "x".repeat(1_000) }));
      await withErrors(pack.bulkLoad, database.account, given);
      await using proxy = await startFlakyProxy(pack.port);
      proxy.goSilentAfter(600_000);
      const limits = { databaseAnswerMs: 300 };
      const outcome = await withErrors(
        pack.select,
        through(proxy.port),
        undefined,
        settings,
        limits,
      );
      assert.match(
        toText(outcome.errors[0]?.["error"] ?? null),
        /said nothing for 0\.3 seconds \(`databaseAnswerMs`\)/,
      );
      assert.equal(outcome.errors[0]?.["rowsBefore"], outcome.outputs["output0"]?.length);
    });

    it("a statement that takes too long is given up", async () => {
      const limits = { databaseAnswerMs: 200 };
      const outcome = await withErrors(
        pack.execute,
        database.account,
        undefined,
        { sqlStatement: pack.slow },
        limits,
      );
      assert.match(toText(outcome.errors[0]?.["reason"] ?? null), /did not answer in time/);
    });

    for (const writer of ["insert", "bulkLoad"] as const) {
      it(`every document is written or in the error view when the connection breaks in a ${writer}`, async () => {
        await database.query("DELETE FROM things");
        const given = Array.from({ length: 400 }, (_item, id) => ({ id, note: "y".repeat(200) }));
        await using proxy = await startFlakyProxy(pack.port);
        proxy.breakAfterSending(60_000);
        const limits = { bulkLoadRowsMax: 100 };
        const outcome = await withErrors(
          pack[writer],
          through(proxy.port),
          given,
          settings,
          limits,
        );
        assert.equal(outcome.failure, undefined);
        const stored = new Set((await database.query("SELECT id FROM things")).map(({ id }) => id));
        const failed = new Set(outcome.errors.map(({ original }) => idOf(original)));
        assert.ok(failed.size > 0, "some documents failed");
        assert.ok(stored.size > 0, "some were written before");
        assert.equal(stored.size + failed.size, given.length);
        assert.ok([...stored].every((id) => !failed.has(id)));
      });
    }

    it("a batch is tried again as often as the Snap says", async () => {
      await database.query("DELETE FROM things");
      await using proxy = await startFlakyProxy(pack.port);
      const unreachable = await withErrors(pack.insert, through(1), [{ id: 1 }], {
        ...settings,
        maxRetryProp: 2,
        retryIntervalProp: 0,
      });
      assert.match(toText(unreachable.errors[0]?.["reason"] ?? null), /cannot be made/);
      const reached = await withErrors(pack.insert, through(proxy.port), [{ id: 1 }], {
        ...settings,
        maxRetryProp: 2,
      });
      assert.deepEqual(reached.errors, []);
    });

    it("a login that is refused says so, without the password", async () => {
      const account = through(pack.port, { username: "nobody_here", password: "s3cret-word" });
      const outcome = await withErrors(pack.insert, account, [{ id: 1 }, { id: 2 }]);
      assert.equal(outcome.errors.length, 2);
      assert.match(
        toText(outcome.errors[0]?.["reason"] ?? null),
        /does not let the user of the account in/,
      );
      assert.ok(!JSON.stringify(outcome.errors).includes("s3cret-word"));
    });
  });
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
}

describe("the test of an account", () => {
  it("logs in, or says why it cannot", async () => {
    await using database = await createTestDatabase("postgres");
    const context = {
      egress,
      limits: defaultLimits,
      clock: systemClock,
      signal: new AbortController().signal,
    };
    await postgresAccount.test?.(database.account.values, context);
    const jdbcUrl = `jdbc:postgresql://127.0.0.1:5432/${database.name}?sslmode=disable`;
    await jdbcAccount.test?.({ jdbcUrl, username: "postgres" }, context);
    const missing = { ...database.account.values, databaseName: "slipway_not_there" };
    await assert.rejects(async () => postgresAccount.test?.(missing, context), /does not exist/);
  });
});
