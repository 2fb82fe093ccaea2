import { Kysely, SqliteDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations/catalog.gen.ts";
import { setOtherWrites } from "./other-writes.ts";
import type { Schema, Store } from "./schema.ts";
import { openSqliteDatabase } from "./sqlite/sqlite-database.ts";

/** Opens the rows in the file at `path` and brings their form up to date. Close with `destroy`. */
export async function openStore(path: string): Promise<Store> {
  const sqlite = openSqliteDatabase(path);
  const store = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite.database }) });
  setOtherWrites(store, () => sqlite.otherWrites());
  try {
    await migrate(store);
    return store;
  } catch (failure) {
    await store.destroy();
    throw failure;
  }
}

async function migrate(store: Store): Promise<void> {
  const byName = Object.fromEntries(migrations.map((migration) => [migration.name, migration]));
  const migrator = new Migrator({
    db: store,
    provider: { getMigrations: () => Promise.resolve(byName) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
