import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Projects, pipelines with versions, files. */
const assets: NamedMigration = {
  name: "002-assets",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("projects")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("path", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("projects_path", ["org_id", "path"])
      .execute();
    await store.schema
      .createTable("pipelines")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("pipelines_name", ["project_id", "name"])
      .execute();
    await store.schema
      .createTable("pipeline_versions")
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("pipeline_id", "text", (column) => column.notNull().references("pipelines.id"))
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("slp", "text", (column) => column.notNull())
      .addColumn("size", "integer", (column) => column.notNull())
      .addColumn("author", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("pipeline_versions_key", ["pipeline_id", "version"])
      .execute();
    await store.schema
      .createTable("files")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("search_name", "text", (column) => column.notNull())
      .addColumn("size", "bigint", (column) => column.notNull())
      .addColumn("sha256", "text", (column) => column.notNull())
      .addColumn("content_type", "text", (column) => column.notNull())
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("files_name", ["project_id", "name"])
      .execute();
    await store.schema.createIndex("files_sha256").on("files").column("sha256").execute();
  },
};

export default assets;
