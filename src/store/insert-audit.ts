import { CompiledQuery } from "kysely";
import type { AuditTable } from "./audit-table.ts";
import type { Store } from "./schema.ts";

/** Rows of one statement. There are two statements, for so many rows and for one, and both stay prepared. */
const rowsOfStatement = 50;

const insertMany = insertText(rowsOfStatement);
const insertOne = insertText(1);

/**
 * Adds rows in one commit, which does not wait for the disk: the rows survive the end of the process at once, and that
 * of the machine a moment later.
 */
export async function insertAudit(store: Store, rows: readonly AuditTable[]): Promise<void> {
  await store.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw("pragma synchronous = normal"));
    try {
      await connection.transaction().execute(async (change) => {
        const whole = rows.length - (rows.length % rowsOfStatement);
        for (let from = 0; from < whole; from += rowsOfStatement) {
          const values = rows.slice(from, from + rowsOfStatement).flatMap(valuesOf);
          await change.executeQuery(CompiledQuery.raw(insertMany, values));
        }
        for (const row of rows.slice(whole)) {
          await change.executeQuery(CompiledQuery.raw(insertOne, valuesOf(row)));
        }
      });
    } finally {
      await connection.executeQuery(CompiledQuery.raw("pragma synchronous = full"));
    }
  });
}

function insertText(rows: number): string {
  const values = Array.from({ length: rows }, () => "(?, ?, ?, ?, ?, ?, ?, ?)").join(", ");
  return `insert into audit (id, org_id, user_name, action, outcome, duration_ms, request_id, at_ms) values ${values}`;
}

function valuesOf(row: AuditTable): unknown[] {
  return [
    row.id,
    row.org_id,
    row.user_name,
    row.action,
    row.outcome,
    row.duration_ms,
    row.request_id,
    row.at_ms,
  ];
}
