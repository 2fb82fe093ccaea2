import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Every call that was made. */
const audit: NamedMigration = {
  name: "004-audit",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("audit")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.references("orgs.id"))
      .addColumn("user_name", "text")
      .addColumn("action", "text", (column) => column.notNull())
      .addColumn("outcome", "text", (column) => column.notNull())
      .addColumn("duration_ms", "bigint", (column) => column.notNull())
      .addColumn("request_id", "text", (column) => column.notNull())
      .addColumn("at_ms", "bigint", (column) => column.notNull())
      .execute();
    await store.schema
      .createIndex("audit_newest")
      .on("audit")
      .columns(["org_id", "at_ms"])
      .execute();
  },
};

export default audit;
