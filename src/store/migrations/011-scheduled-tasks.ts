import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** Tasks that start pipelines, each time they were due, and who started a run. */
const scheduledTasks: NamedMigration = {
  name: "011-scheduled-tasks",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("scheduled_tasks")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("owner_id", "text", (column) => column.notNull().references("users.id"))
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("pipeline_path", "text", (column) => column.notNull())
      .addColumn("snaplex_path", "text")
      .addColumn("definition", "text", (column) => column.notNull())
      .addColumn("token_hash", "text")
      .addColumn("enabled_ms", "bigint")
      .addColumn("next_ms", "bigint")
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addUniqueConstraint("scheduled_tasks_name", ["project_id", "name"])
      .execute();
    await store.schema
      .createIndex("scheduled_tasks_due")
      .on("scheduled_tasks")
      .column("next_ms")
      .execute();
    await store.schema
      .createTable("task_firings")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("org_id", "text", (column) => column.notNull().references("orgs.id"))
      .addColumn("task_id", "text", (column) => column.notNull().references("scheduled_tasks.id"))
      .addColumn("due_ms", "bigint", (column) => column.notNull())
      .addColumn("claimed_ms", "bigint", (column) => column.notNull())
      .addColumn("holder", "text", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("ruuid", "text")
      .addColumn("reason", "text", (column) => column.notNull())
      .execute();
    await store.schema
      .createIndex("task_firings_of_task")
      .on("task_firings")
      .columns(["task_id", "due_ms"])
      .execute();
    await store.schema
      .createIndex("task_firings_open")
      .on("task_firings")
      .column("state")
      .execute();
    await store.schema
      .alterTable("runs")
      .addColumn("invoker", "text", (column) => column.notNull().defaultTo("manual"))
      .execute();
    await store.schema.alterTable("runs").addColumn("task_id", "text").execute();
    await store.schema
      .createIndex("runs_of_task")
      .on("runs")
      .columns(["task_id", "created_ms"])
      .execute();
  },
};

export default scheduledTasks;
