import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Users, tokens, orgs, roles, settings. */
const identity: NamedMigration = {
  name: "001-identity",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("settings")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("value", "text", (column) => column.notNull())
      .execute();
    await store.schema
      .createTable("users")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull().unique())
      .addColumn("password", "text", (column) => column.notNull())
      .addColumn("admin", "integer", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .execute();
    await store.schema
      .createTable("tokens")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("user_id", "text", (column) => column.notNull().references("users.id"))
      .addColumn("hash", "text", (column) => column.notNull().unique())
      .addColumn("region", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("expires_ms", "bigint", (column) => column.notNull())
      .addColumn("revoked_ms", "bigint")
      .execute();
    await store.schema
      .createTable("orgs")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull().unique())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .execute();
    await store.schema
      .createTable("roles")
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("user_id", "text", (column) => column.notNull().references("users.id"))
      .addColumn("role", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("roles_key", ["org_id", "user_id"])
      .execute();
  },
};

export default identity;
