import type { Kysely } from "kysely";
import type { NamedMigration } from "../named-migration.ts";

/** MCP sessions, what was sent on their streams, and tasks. */
const sessions: NamedMigration = {
  name: "005-sessions",
  async up(store: Kysely<unknown>) {
    await store.schema
      .createTable("sessions")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("credential", "text", (column) => column.notNull())
      .addColumn("toolset", "text", (column) => column.notNull())
      .addColumn("protocol_version", "text", (column) => column.notNull())
      .addColumn("initialized", "integer", (column) => column.notNull())
      .addColumn("preferences", "text", (column) => column.notNull())
      .addColumn("client", "text", (column) => column.notNull())
      .addColumn("log_level", "text", (column) => column.notNull())
      .addColumn("subscriptions", "text", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("used_ms", "bigint", (column) => column.notNull())
      .execute();
    await store.schema.createIndex("sessions_owner").on("sessions").column("owner").execute();
    await store.schema.createIndex("sessions_used").on("sessions").column("used_ms").execute();
    await store.schema
      .createTable("session_streams")
      .addColumn("session_id", "text", (column) =>
        column.notNull().references("sessions.id").onDelete("cascade"),
      )
      .addColumn("stream", "integer", (column) => column.notNull())
      .addColumn("pending", "text", (column) => column.notNull())
      .addColumn("own", "integer", (column) => column.notNull())
      .addColumn("last_position", "integer", (column) => column.notNull())
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("session_streams_key", ["session_id", "stream"])
      .execute();
    await store.schema
      .createTable("session_events")
      .addColumn("session_id", "text", (column) =>
        column.notNull().references("sessions.id").onDelete("cascade"),
      )
      .addColumn("stream", "integer", (column) => column.notNull())
      .addColumn("position", "integer", (column) => column.notNull())
      .addColumn("message", "text", (column) => column.notNull())
      .addColumn("size", "integer", (column) => column.notNull())
      .addColumn("at_ms", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("session_events_key", ["session_id", "stream", "position"])
      .execute();
    await store.schema
      .createIndex("session_events_age")
      .on("session_events")
      .column("at_ms")
      .execute();
    await store.schema
      .createTable("tasks")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("toolset", "text", (column) => column.notNull())
      .addColumn("status", "text", (column) => column.notNull())
      .addColumn("status_message", "text")
      .addColumn("created_ms", "bigint", (column) => column.notNull())
      .addColumn("updated_ms", "bigint", (column) => column.notNull())
      .addColumn("ttl_ms", "bigint", (column) => column.notNull())
      .addColumn("outcome", "text")
      .addColumn("questions", "text")
      .execute();
    await store.schema.createIndex("tasks_owner").on("tasks").column("owner").execute();
  },
};

export default sessions;
