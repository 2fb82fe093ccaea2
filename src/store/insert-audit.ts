import { CompiledQuery, sql } from "kysely";
import type { AuditTable } from "./audit-table.ts";
import type { Store } from "./schema.ts";

/**
 * Adds rows in one statement that is always the same, whatever their number. The commit does not wait for the disk: the
 * rows survive the end of the process at once, and that of the machine a moment later.
 */
export async function insertAudit(store: Store, rows: readonly AuditTable[]): Promise<void> {
  const values = rows.map((row) => [
    row.id,
    row.org_id,
    row.user_name,
    row.action,
    row.outcome,
    row.duration_ms,
    row.request_id,
    row.at_ms,
  ]);
  await store.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw("pragma synchronous = normal"));
    try {
      await sql`
        insert into audit
          (id, org_id, user_name, action, outcome, duration_ms, request_id, at_ms)
        select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
          value ->> 6, value ->> 7
        from json_each(${JSON.stringify(values)})
      `.execute(connection);
    } finally {
      await connection.executeQuery(CompiledQuery.raw("pragma synchronous = full"));
    }
  });
}
