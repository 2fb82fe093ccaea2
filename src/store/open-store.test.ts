import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import { temporaryDirectory } from "../../test/support/open-control.ts";
import { openStore } from "./open-store.ts";

test("A store opens again with the rows it had, and its form is brought up to date once", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "db");
  for (let round = 0; round < 3; round++) {
    const store = await openStore(path);
    await store
      .insertInto("settings")
      .values({ name: `n${round}`, value: "1" })
      .execute();
    const rows = await store.selectFrom("settings").selectAll().execute();
    assert.equal(rows.length, round + 1);
    await store.destroy();
  }
});

test("A commit is on disk when it returns, and references are checked", async () => {
  await using directory = await temporaryDirectory();
  const store = await openStore(join(directory.path, "db"));
  const pragma = async (name: string): Promise<unknown> => {
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(store);
    return Object.values(rows[0] ?? {})[0];
  };
  assert.equal(await pragma("journal_mode"), "wal");
  assert.equal(await pragma("synchronous"), 2);
  const project = { id: "p", org_id: "none", path: "x", created_ms: 0 };
  await assert.rejects(store.insertInto("projects").values(project).execute(), /FOREIGN KEY/);
  await store.destroy();
});

test("A transaction that fails leaves nothing, and others wait for it", async () => {
  await using directory = await temporaryDirectory();
  const store = await openStore(join(directory.path, "db"));
  const failing = store.transaction().execute(async (change) => {
    await change.insertInto("settings").values({ name: "a", value: "1" }).execute();
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error("no");
  });
  const other = store.insertInto("settings").values({ name: "b", value: "2" }).execute();
  await assert.rejects(failing, /no/);
  await other;
  const rows = await store.selectFrom("settings").select("name").execute();
  assert.deepEqual(
    rows.map((row) => row.name),
    ["b"],
  );
  await store.destroy();
});
