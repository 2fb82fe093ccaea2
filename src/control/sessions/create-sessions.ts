import { believe } from "../../base/believe.ts";
import type { SessionsTable } from "../../store/sessions-table.ts";
import type { Core } from "../core.ts";
import { RecentMap } from "./recent-map.ts";
import type { Session, SessionChange, Sessions } from "./sessions.ts";

/** Sessions that are remembered beside their rows. */
const rememberedMax = 4_096;

/** What is remembered of a row is looked up again after this, since another process may have changed it. */
const rememberedMs = 1_000;

/** Uses are written together, this often. */
const touchIntervalMs = 2_000;

interface Remembered {
  readonly session: Session;
  readonly readMs: number;
}

/** Sessions as rows; what was read lately is answered from memory. */
export function createSessions(core: Core): Sessions & AsyncDisposable {
  const { store, clock, limits } = core;
  const remembered = new RecentMap<string, Remembered>(rememberedMax);
  const used = new Map<string, number>();
  let writing = Promise.resolve();
  const timer = setInterval(() => void flush(), touchIntervalMs);
  timer.unref();

  const isOver = ({ id, usedMs, createdMs }: Session): boolean => {
    const now = clock.now();
    const last = Math.max(usedMs, used.get(id) ?? 0);
    return now - last > limits.sessionIdleMs || now - createdMs > limits.sessionLifeMs;
  };

  const read = async (id: string): Promise<Session | undefined> => {
    const row = await store
      .selectFrom("sessions")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (row === undefined) {
      remembered.delete(id);
      return undefined;
    }
    const session = toSession(row);
    remembered.set(id, { session, readMs: clock.now() });
    return session;
  };

  const flush = (): Promise<void> => {
    const uses = [...used];
    if (uses.length === 0) return writing;
    writing = writing.then(() => write(uses)).catch(() => undefined);
    return writing;
  };

  const write = async (uses: readonly (readonly [string, number])[]): Promise<void> => {
    await store.transaction().execute(async (change) => {
      for (const [id, used_ms] of uses) {
        await change.updateTable("sessions").set({ used_ms }).where("id", "=", id).execute();
      }
    });
    for (const [id, at] of uses) if (used.get(id) === at) used.delete(id);
  };

  const recall = (id: string): Session | undefined => {
    const known = remembered.get(id);
    if (known === undefined || clock.now() - known.readMs >= rememberedMs) return undefined;
    return isOver(known.session) ? undefined : known.session;
  };

  return {
    recall,
    async find(id) {
      const session = recall(id) ?? (await read(id));
      return session === undefined || isOver(session) ? undefined : session;
    },
    add: (session) =>
      store.transaction().execute(async (change) => {
        const { all, own } = await change
          .selectFrom("sessions")
          .select((select) => [
            select.fn.countAll<number>().as("all"),
            select.fn
              .count<number>(select.case().when("owner", "=", session.owner).then(1).end())
              .as("own"),
          ])
          .executeTakeFirstOrThrow();
        if (all >= limits.sessionsMax) return "full";
        if (own >= limits.sessionsPerCallerMax) return "owner-full";
        await change.insertInto("sessions").values(toRow(session)).execute();
        remembered.set(session.id, { session, readMs: clock.now() });
        return "added";
      }),
    async change(id, change) {
      await store.updateTable("sessions").set(columnsOf(change)).where("id", "=", id).execute();
      await read(id);
    },
    touch(id) {
      used.set(id, clock.now());
    },
    async remove(id) {
      remembered.delete(id);
      used.delete(id);
      await store.deleteFrom("sessions").where("id", "=", id).execute();
    },
    async removeExpired() {
      await flush();
      const now = clock.now();
      const rows = await store
        .deleteFrom("sessions")
        .where((where) =>
          where.or([
            where("used_ms", "<", now - limits.sessionIdleMs),
            where("created_ms", "<", now - limits.sessionLifeMs),
          ]),
        )
        .returning("id")
        .execute();
      for (const { id } of rows) remembered.delete(id);
      return rows.map(({ id }) => id);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
    },
  };
}

function toSession(row: SessionsTable): Session {
  return {
    id: row.id,
    owner: row.owner,
    credential: row.credential,
    toolset: row.toolset,
    protocolVersion: row.protocol_version,
    initialized: row.initialized === 1,
    preferences: believe<Session["preferences"]>(JSON.parse(row.preferences)),
    client: believe<Session["client"]>(JSON.parse(row.client)),
    logLevel: row.log_level,
    subscriptions: believe<Session["subscriptions"]>(JSON.parse(row.subscriptions)),
    createdMs: row.created_ms,
    usedMs: row.used_ms,
  };
}

function toRow(session: Session): SessionsTable {
  return {
    id: session.id,
    owner: session.owner,
    credential: session.credential,
    toolset: session.toolset,
    protocol_version: session.protocolVersion,
    initialized: Number(session.initialized),
    preferences: JSON.stringify(session.preferences),
    client: JSON.stringify(session.client),
    log_level: session.logLevel,
    subscriptions: JSON.stringify(session.subscriptions),
    created_ms: session.createdMs,
    used_ms: session.usedMs,
  };
}

function columnsOf(change: SessionChange): Partial<SessionsTable> {
  const { initialized, preferences, logLevel, subscriptions } = change;
  return {
    ...(initialized === undefined ? {} : { initialized: Number(initialized) }),
    ...(preferences === undefined ? {} : { preferences: JSON.stringify(preferences) }),
    ...(logLevel === undefined ? {} : { log_level: logLevel }),
    ...(subscriptions === undefined ? {} : { subscriptions: JSON.stringify(subscriptions) }),
  };
}
