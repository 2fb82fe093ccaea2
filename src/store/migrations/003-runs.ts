import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Snaplexes, nodes, runs with their journal. */
const runs: NamedMigration = {
  name: "003-runs",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("snaplexes")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("location", "text", (column) => column.notNull())
      .addColumn("environment", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("snaplexes_place", ["org_id", "location", "environment"])
      .execute();
    await store.schema
      .createTable("nodes")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("snaplex_id", "text", (column) => column.notNull().references("snaplexes.id"))
      .addColumn("host", "text", (column) => column.notNull())
      .addColumn("version", "text", (column) => column.notNull())
      .addColumn("slots", "integer", (column) => column.notNull())
      .addColumn("started_ms", "bigint", (column) => column.notNull())
      .addColumn("heartbeat_ms", "bigint", (column) => column.notNull())
      .execute();
    await store.schema
      .createTable("runs")
      .addColumn("ruuid", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("label", "text", (column) => column.notNull())
      .addColumn("pipeline_path", "text", (column) => column.notNull())
      .addColumn("project_path", "text", (column) => column.notNull())
      .addColumn("pipeline_version", "integer")
      .addColumn("runtime_path_id", "text", (column) => column.notNull())
      .addColumn("user_name", "text", (column) => column.notNull())
      .addColumn("mode", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("ended_ms", "bigint")
      .addColumn("documents", "bigint", (column) => column.notNull())
      .addColumn("error_documents", "bigint", (column) => column.notNull())
      .addColumn("report", "text", (column) => column.notNull())
      .execute();
    await store.schema
      .createIndex("runs_newest")
      .on("runs")
      .columns(["org_id", "created_ms", "ruuid"])
      .execute();
    await store.schema.createIndex("runs_ended").on("runs").column("ended_ms").execute();
    await store.schema
      .createTable("run_states")
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("ruuid", "text", (column) => column.notNull().references("runs.ruuid"))
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("run_states_key", ["ruuid", "position"])
      .execute();
  },
};

export default runs;
