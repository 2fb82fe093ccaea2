import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Accounts of projects, with their secrets sealed. */
const accounts: NamedMigration = {
  name: "010-accounts",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("accounts")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("type", "text", (column) => column.notNull())
      .addColumn("class_id", "text")
      .addColumn("usable_by", "text", (column) => column.notNull())
      .addColumn("settings", "text", (column) => column.notNull())
      .addColumn("secret_keys", "text", (column) => column.notNull())
      .addColumn("data_key", "text", (column) => column.notNull())
      .addColumn("secrets", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("created_by", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_by", "text", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("accounts_name", ["project_id", "name"])
      .execute();
    await store.schema.createIndex("accounts_org").on("accounts").column("org_id").execute();
  },
};

export default accounts;
