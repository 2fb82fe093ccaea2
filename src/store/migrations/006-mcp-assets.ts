import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Packages with their files and versions, assets, grants, data loads. */
const mcpAssets: NamedMigration = {
  name: "006-mcp-assets",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("packages")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("draft_revision", "integer", (column) => column.notNull())
      .addColumn("deployed_version", "text")
      .addColumn("pending_version", "text")
      .addColumn("members_may_use", "integer", (column) => column.notNull())
      .addColumn("created_by", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("packages_key", ["org_id", "key"])
      .execute();
    await store.schema
      .createTable("package_files")
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("package_id", "text", (column) =>
        column.notNull().references("packages.id").onDelete("cascade"),
      )
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("path", "text", (column) => column.notNull())
      .addColumn("sha256", "text", (column) => column.notNull())
      .addColumn("size", "bigint", (column) => column.notNull())
      .addColumn("updated_by", "text", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("package_files_key", ["package_id", "version", "path"])
      .execute();
    await store.schema
      .createIndex("package_files_sha256")
      .on("package_files")
      .column("sha256")
      .execute();
    await store.schema
      .createTable("package_versions")
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("package_id", "text", (column) =>
        column.notNull().references("packages.id").onDelete("cascade"),
      )
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("summary", "text", (column) => column.notNull())
      .addColumn("published_by", "text", (column) => column.notNull())
      .addColumn("published_by_id", "text", (column) => column.notNull())
      .addColumn("members_may_use", "integer", (column) => column.notNull())
      .addColumn("published_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("package_versions_key", ["package_id", "version"])
      .addUniqueConstraint("package_versions_position", ["package_id", "position"])
      .execute();
    await store.schema
      .createTable("package_assets")
      .addColumn("asset_id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("package_id", "text", (column) =>
        column.notNull().references("packages.id").onDelete("cascade"),
      )
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .execute();
    await store.schema
      .createTable("asset_grants")
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("package_id", "text", (column) =>
        column.notNull().references("packages.id").onDelete("cascade"),
      )
      .addColumn("asset_id", "text", (column) => column.notNull())
      .addColumn("subject_kind", "text", (column) => column.notNull())
      .addColumn("subject", "text", (column) => column.notNull())
      .addColumn("permission", "text", (column) => column.notNull())
      .addColumn("granted_by", "text", (column) => column.notNull())
      .addColumn("granted_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("asset_grants_key", [
        "package_id",
        "asset_id",
        "subject_kind",
        "subject",
      ])
      .execute();
    await store.schema
      .createTable("data_loads")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("package_id", "text", (column) =>
        column.notNull().references("packages.id").onDelete("cascade"),
      )
      .addColumn("data_model", "text", (column) => column.notNull())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("content", "text", (column) => column.notNull())
      .addColumn("file", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("reason", "text", (column) => column.notNull())
      .addColumn("progress", "text", (column) => column.notNull())
      .addColumn("row_counts", "text", (column) => column.notNull())
      .addColumn("findings", "text", (column) => column.notNull())
      .addColumn("holder", "text", (column) => column.notNull())
      .addColumn("heartbeat_ms", "bigint", (column) => column.notNull())
      .addColumn("queued_ms", "bigint", (column) => column.notNull())
      .addColumn("started_ms", "bigint")
      .addColumn("ended_ms", "bigint")
      .execute();
    await store.schema
      .createIndex("data_loads_content")
      .on("data_loads")
      .columns(["package_id", "content", "queued_ms"])
      .execute();
  },
};

export default mcpAssets;
