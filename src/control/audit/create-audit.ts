import { setImmediate as breath } from "node:timers/promises";
import { newSnodeId } from "../../base/ids.ts";
import { Refusal } from "../../base/errors.ts";
import type { AuditTable } from "../../store/audit-table.ts";
import { insertAudit } from "../../store/insert-audit.ts";
import { findOrg } from "../access.ts";
import type { Core } from "../core.ts";
import { pageLimit } from "../page.ts";
import { CallTallies } from "./call-tallies.ts";
import type { Audit, AuditEntry } from "./audit.ts";

/** Rows of one insert; more would keep requests waiting. */
const groupSizeMax = 500;

/** Entries wait this long to be written together; so much may be lost with the process. */
const gatherMs = 100;

/** Writes what was recorded in a while at once, so that a call costs no commit of its own. */
export function createAudit(core: AuditCore): Audit & AsyncDisposable {
  const tallies = new CallTallies();
  let waiting: AuditRow[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    for (let from = 0; from < rows.length; from += groupSizeMax) {
      await writeGroup(core, rows.slice(from, from + groupSizeMax));
      await breath();
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write, write);
    return writing;
  };
  return {
    tallies: () => tallies.all(),
    record(entry) {
      tallies.add(entry.action.replace(/ of asset .*$/, ""), entry.outcome, entry.durationMs);
      waiting.push({ entry, atMs: core.clock.now() });
      if (timer !== undefined) return;
      timer = setTimeout(() => void flush().catch(() => undefined), gatherMs);
      timer.unref();
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

/** Enough beside a server that is running on the same data. */
type AuditCore = Pick<Core, "store" | "clock">;

interface AuditRow {
  readonly entry: AuditEntry;
  readonly atMs: number;
}

async function writeGroup(core: AuditCore, group: readonly AuditRow[]): Promise<void> {
  const orgs = await core.store.selectFrom("orgs").select(["id", "name"]).execute();
  const ids = new Map(orgs.map((org) => [org.name, org.id]));
  const random = newSnodeId().slice(0, 6);
  const rows = group.map(({ entry, atMs }, index): AuditTable => ({
    id: orderedId(atMs, random, index),
    org_id: entry.orgId ?? ids.get(entry.org ?? "") ?? null,
    user_name: entry.caller?.name ?? entry.by?.slice(0, 200) ?? null,
    action: entry.action.slice(0, 200),
    outcome: entry.outcome.slice(0, 100),
    duration_ms: Math.round(entry.durationMs),
    request_id: entry.requestId.slice(0, 200),
    at_ms: atMs,
  }));
  await insertAudit(core.store, rows);
}

/** 24 hexadecimal digits that grow with time, which is where the index of a table that only grows is cheap. */
function orderedId(atMs: number, random: string, index: number): string {
  return `${atMs.toString(16).padStart(12, "0")}${index.toString(16).padStart(6, "0")}${random}`;
}

function administratorsOnly(org: string): Refusal {
  return new Refusal(
    "not-permitted",
    `Only an administrator of "${org}" reads its audit.`,
    "Expected the role admin; your role is member.",
    "Ask an administrator of the organization.",
  );
}
