import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { defaultLimits, type Limits } from "../src/base/limits.ts";
import type { SnapDefinition, SnapExample } from "../src/engine/define-snap.ts";
import { createEgress } from "../src/engine/egress/create-egress.ts";
import { publicAndLoopback, publicOnly } from "../src/engine/egress/egress-policy.ts";
import { DateTime } from "../src/expr/date/date-time.ts";
import { LocalDate } from "../src/expr/date/local-date.ts";
import { LocalDateTime } from "../src/expr/date/local-date-time.ts";
import { LocalTime } from "../src/expr/date/local-time.ts";
import { toText } from "../src/expr/to-text.ts";
import type { Document } from "../src/expr/value.ts";
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
import { runSnap } from "./support/run-snap.ts";

const egress = createEgress(publicAndLoopback, defaultLimits);

interface Pack {
  readonly kind: ServerKind;
  readonly insert: SnapDefinition;
  readonly select: SnapDefinition;
  readonly execute: SnapDefinition;
  readonly bulkLoad: SnapDefinition;
}

const packs: readonly Pack[] = [
  {
    kind: "postgres",
    insert: postgresInsert,
    select: postgresSelect,
    execute: postgresExecute,
    bulkLoad: postgresBulkLoad,
  },
  {
    kind: "mysql",
    insert: mysqlInsert,
    select: mysqlSelect,
    execute: mysqlExecute,
    bulkLoad: mysqlBulkLoad,
  },
];

/** Every type of value, and the column that holds it in each database. */
const values: readonly (readonly [
  name: string,
  value: Document[string],
  postgres: string,
  mysql: string,
])[] = [
  ["whole", 42, "integer", "integer"],
  ["big", 9_007_199_254_740_993n, "bigint", "bigint"],
  ["money", 12.5, "numeric(12,2)", "decimal(12,2)"],
  ["exact", "12345678901234567890.123456789", "numeric(40,9)", "decimal(40,9)"],
  ["fraction", 0.1, "double precision", "double"],
  ["flag", true, "boolean", "boolean"],
  ["words", 'It\'s "ü" 💧 \\ $x ? \n', "text", "text"],
  ["day", new LocalDate(19_753), "date", "date"],
  ["time", new LocalTime(43_200_500), "time", "time(3)"],
  ["local", new LocalDateTime(1_706_700_000_123), "timestamp", "datetime(3)"],
  ["instant", new DateTime(1_706_700_000_123), "timestamptz", "timestamp(3) null"],
  ["bytes", new Uint8Array([0, 255, 7]), "bytea", "blob"],
  ["object", { a: [1, { b: null }] }, "jsonb", "json"],
  ["nothing", null, "text", "text"],
];

for (const pack of packs) {
  describe(`the Snaps of ${pack.kind}`, () => {
    let database: TestDatabase;
    before(async () => {
      database = await createTestDatabase(pack.kind);
    });
    after(async () => {
      await database[Symbol.asyncDispose]();
    });

    const run = async (
      snap: SnapDefinition,
      example: Omit<SnapExample, "title" | "gives">,
      options: {
        readonly limits?: Partial<Limits>;
        readonly batchSize?: number;
        readonly mode?: "preview";
      } = {},
    ) => runSnap(snap, { account: database.account, ...example }, { egress, ...options });

    for (const writer of ["insert", "bulkLoad"] as const) {
      it(`keep every type of value, both ways, by ${writer}`, async () => {
        const types = values.map(
          ([name, , postgres, mysql]) => `${name} ${pack.kind === "mysql" ? mysql : postgres}`,
        );
        await database.reset();
        await database.query(`CREATE TABLE things (id integer PRIMARY KEY, ${types.join(", ")})`);
        const document = {
          id: 1,
          ...Object.fromEntries(values.map(([name, value]) => [name, value])),
        };
        const written = await run(pack[writer], {
          settings: { tableName: "things" },
          given: [document],
        });
        assert.equal(written.failure, undefined);
        const read = await run(pack.select, { settings: { tableName: "things" } });
        assert.deepEqual(read.outputs["output0"], [document]);
      });
    }

    it("take no document for SQL: names of columns and values stay what they are", async () => {
      await database.reset();
      const evil = `x" ; DROP TABLE things; -- \``;
      await database.query("CREATE TABLE things (id integer PRIMARY KEY, note text)");
      const asName = await run(pack.insert, {
        settings: { tableName: "things" },
        given: [{ id: 1, [evil]: 1 }],
        errors: [],
      });
      assert.match(toText(asName.errors[0]?.["error"] ?? null), /There is no column/);
      const asTable = await run(pack.insert, {
        settings: { tableName: { expression: "$t" } },
        given: [{ t: evil }],
        errors: [],
      });
      assert.match(
        toText(asTable.errors[0]?.["error"] ?? null),
        /There is no table|cannot be read/,
      );
      await run(pack.insert, { settings: { tableName: "things" }, given: [{ id: 2, note: evil }] });
      const found = await run(pack.execute, {
        settings: {
          sqlStatement: "SELECT note FROM things WHERE note = $note",
          passThrough: false,
        },
        given: [{ note: evil }, { note: "' OR 1 = 1 -- " }],
      });
      assert.deepEqual(found.outputs["output0"], [{ note: evil }]);
    });

    it("make a table from the first document, and one like another from its schema", async () => {
      await database.reset();
      const settings = { tableName: "fresh", createTable: true };
      const made = await run(pack.insert, { settings, given: [{ id: 1, name: "Ada", part: 0.5 }] });
      assert.equal(made.failure, undefined);
      const read = await run(pack.select, {
        settings: { tableName: "fresh" },
        outputs: ["rows", "schema"],
      });
      const copied = await run(pack.insert, {
        settings: { ...settings, tableName: "copy" },
        inputs: ["rows", "schema"],
        given: {
          rows: [{ id: 2, name: "Bob", part: 1 }],
          schema: [...(read.outputs["schema"] ?? [])].map(asDocument),
        },
      });
      assert.equal(copied.failure, undefined);
      assert.deepEqual(
        (await database.query("SELECT id, name, part FROM copy")).map(({ name, part }) => ({
          name,
          part,
        })),
        [{ name: "Bob", part: 1 }],
      );
    });

    it("leave out the bad rows of a batch alone, many or few", async () => {
      await database.reset();
      await database.query("CREATE TABLE things (id integer PRIMARY KEY, note varchar(3))");
      const given = Array.from({ length: 60 }, (_item, id) => ({
        id,
        note: id % 3 === 0 ? "too long" : "ok",
      }));
      for (const snap of [pack.insert, pack.bulkLoad]) {
        await database.query("DELETE FROM things");
        const outcome = await run(
          snap,
          { settings: { tableName: "things" }, given, errors: [] },
          { batchSize: 25 },
        );
        assert.equal(outcome.failure, undefined);
        assert.deepEqual(
          outcome.errors.map(({ original }) => original),
          given.filter(({ note }) => note !== "ok"),
        );
        assert.equal((await database.query("SELECT id FROM things")).length, 40);
      }
    });

    it("write nothing of a batch that fails the run, and name its document", async () => {
      await database.reset();
      await database.query("CREATE TABLE things (id integer PRIMARY KEY)");
      const given = [{ id: 1 }, { id: 2 }, { id: 1 }];
      const outcome = await run(
        pack.insert,
        { settings: { tableName: "things" }, given },
        { batchSize: 3 },
      );
      assert.match(outcome.failure ?? "", /that key is there already/);
    });

    it("undo all that a run wrote when it fails and auto commit is off", async () => {
      await database.reset();
      await database.query("CREATE TABLE things (id integer PRIMARY KEY)");
      const account = {
        ...database.account,
        values: { ...database.account.values, autoCommit: false },
      };
      const given = [{ id: 1 }, { id: 2 }, { id: 1 }];
      const outcome = await run(
        pack.insert,
        { account, settings: { tableName: "things" }, given },
        { batchSize: 1 },
      );
      assert.match(outcome.failure ?? "", /that key is there already/);
      assert.deepEqual(await database.query("SELECT id FROM things"), []);
      const good = await run(pack.insert, {
        account,
        settings: { tableName: "things" },
        given: given.slice(0, 2),
      });
      assert.equal(good.failure, undefined);
      assert.equal((await database.query("SELECT id FROM things")).length, 2);
    });

    it("read in a validation, with a limit, and write nothing", async () => {
      await database.reset();
      await database.query("CREATE TABLE things (id integer PRIMARY KEY)");
      await database.query("INSERT INTO things VALUES (1), (2), (3)");
      const preview = { mode: "preview", limits: { previewDocumentsMax: 2 } } as const;
      const rows = await run(
        pack.select,
        { settings: { tableName: "things", orderBy: [{ columns: "id" }] } },
        preview,
      );
      assert.deepEqual(rows.outputs["output0"], [{ id: 1 }, { id: 2 }]);
      const read = await run(
        pack.execute,
        { settings: { sqlStatement: "SELECT count(*) AS n FROM things" } },
        preview,
      );
      assert.deepEqual(read.outputs["output0"], [{ n: 3 }]);
      const write = await run(
        pack.execute,
        { settings: { sqlStatement: "DELETE FROM things" } },
        preview,
      );
      assert.deepEqual([write.failure, write.outputs["output0"]], [undefined, []]);
      assert.equal((await database.query("SELECT id FROM things")).length, 3);
    });

    it("stop reading when nobody reads on", async () => {
      await database.reset();
      await database.query("CREATE TABLE things (id integer PRIMARY KEY)");
      const given = Array.from({ length: 3_000 }, (_item, id) => ({ id }));
      await run(pack.bulkLoad, { settings: { tableName: "things" }, given }, { batchSize: 1_000 });
      const preview = { mode: "preview", limits: { previewDocumentsMax: 5 } } as const;
      const settings = { sqlStatement: "SELECT a.id FROM things a, things b" };
      const outcome = await run(pack.execute, { settings }, preview);
      assert.equal(outcome.outputs["output0"]?.length, 5);
    });

    it("reach no server that the operator does not allow", async () => {
      const refusing = createEgress(publicOnly, defaultLimits);
      const example = { account: database.account, settings: { tableName: "things" }, errors: [] };
      const outcome = await runSnap(pack.select, example, { egress: refusing });
      assert.match(toText(outcome.errors[0]?.["error"] ?? null), /127\.0\.0\.1/);
    });
  });
}

function asDocument(item: unknown): Document {
  assert.ok(typeof item === "object" && item !== null);
  return { ...item };
}
