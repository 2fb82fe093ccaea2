import { newSnodeId } from "../../base/ids.ts";
import { Refusal } from "../../base/errors.ts";
import type { AuditTable } from "../../store/audit-table.ts";
import { findOrg } from "../access.ts";
import type { Core } from "../core.ts";
import { pageLimit } from "../page.ts";
import type { Audit, AuditEntry } from "./audit.ts";

/** Rows of one insert. */
const groupSizeMax = 200;

/** Writes what was recorded while the group before was being written, so that a call costs no commit of its own. */
export function createAudit(core: Core): Audit & AsyncDisposable {
  const waiting: AuditRow[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    await Promise.resolve();
    while (waiting.length > 0) await writeGroup(core, waiting.splice(0, groupSizeMax));
    writing = undefined;
  };
  const flush = async (): Promise<void> => {
    await writing;
  };
  return {
    record(entry) {
      waiting.push({ entry, atMs: core.clock.now() });
      if (writing !== undefined) return;
      writing = write();
      writing.catch(() => {
        writing = undefined;
      });
    },
    async list(caller, query) {
      const org = await findOrg(core.store, caller, query.org);
      if (org.role !== "admin") throw administratorsOnly(org.name);
      await flush();
      const rows = await core.store
        .selectFrom("audit")
        .selectAll()
        .where("org_id", "=", org.id)
        .orderBy("at_ms", "desc")
        .orderBy("id", "desc")
        .limit(pageLimit(query.limit, 100))
        .execute();
      return rows.map((row) => ({
        id: row.id,
        action: row.action,
        org: org.name,
        outcome: row.outcome,
        durationMs: row.duration_ms,
        requestId: row.request_id,
        atMs: row.at_ms,
        ...(row.user_name === null ? {} : { user: row.user_name }),
      }));
    },
    [Symbol.asyncDispose]: flush,
  };
}

interface AuditRow {
  readonly entry: AuditEntry;
  readonly atMs: number;
}

async function writeGroup(core: Core, group: readonly AuditRow[]): Promise<void> {
  const orgs = await core.store.selectFrom("orgs").select(["id", "name"]).execute();
  const ids = new Map(orgs.map((org) => [org.name, org.id]));
  const rows = group.map(({ entry, atMs }): AuditTable => ({
    id: newSnodeId(),
    org_id: ids.get(entry.org ?? "") ?? null,
    user_name: entry.caller?.name ?? null,
    action: entry.action.slice(0, 200),
    outcome: entry.outcome.slice(0, 100),
    duration_ms: Math.round(entry.durationMs),
    request_id: entry.requestId.slice(0, 200),
    at_ms: atMs,
  }));
  await core.store.insertInto("audit").values(rows).execute();
}

function administratorsOnly(org: string): Refusal {
  return new Refusal(
    "not-permitted",
    `Only an administrator of "${org}" reads its audit.`,
    "Expected the role admin; your role is member.",
    "Ask an administrator of the organization.",
  );
}
