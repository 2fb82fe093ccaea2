import type { DatabaseSync } from "node:sqlite";

/** The rows behind call windows, by prepared statements. */
export interface CallRows {
  total(key: string): CallTotal | undefined;
  totals(): readonly (CallTotal & { readonly key: string })[];
  setTotal(key: string, total: CallTotal): void;
  /** The first moment after a time, with the calls that were counted before it. */
  oldestAfter(
    key: string,
    atMs: number,
  ): { readonly atMs: number; readonly before: number } | undefined;
  /** The moment of the call that comes after so many. */
  firstBeyond(key: string, calls: number): { readonly atMs: number } | undefined;
  /** Notes that `through` calls were counted up to this moment, this one being the last. */
  addMoment(key: string, atMs: number, through: number): void;
  forgetUntil(key: string, atMs: number): void;
  forgetMoments(key: string): void;
  remove(key: string): void;
}

export interface CallTotal {
  readonly allowed: number;
  readonly refused: number;
  /** Of the newest call. */
  readonly lastMs: number;
}

export function prepareCallRows(database: DatabaseSync): CallRows {
  database.exec(`
    create table if not exists totals (
      key text primary key, allowed integer not null, refused integer not null, last_ms integer not null
    ) without rowid;
    create table if not exists moments (
      key text not null, at_ms integer not null, earlier integer not null, through integer not null,
      primary key (key, at_ms)
    ) without rowid;
  `);
  const total = database.prepare("select allowed, refused, last_ms from totals where key = ?");
  const totals = database.prepare("select key, allowed, refused, last_ms from totals order by key");
  const setTotal = database.prepare(
    "insert into totals (key, allowed, refused, last_ms) values (?, ?, ?, ?) on conflict (key) do update set allowed = excluded.allowed, refused = excluded.refused, last_ms = excluded.last_ms",
  );
  const oldest = database.prepare(
    "select at_ms, earlier from moments where key = ? and at_ms > ? order by at_ms limit 1",
  );
  const beyond = database.prepare(
    "select at_ms from moments where key = ? and through > ? order by at_ms limit 1",
  );
  const add = database.prepare(
    "insert into moments (key, at_ms, earlier, through) values (?, ?, ?, ?) on conflict (key, at_ms) do update set through = excluded.through",
  );
  const forgetUntil = database.prepare("delete from moments where key = ? and at_ms <= ?");
  const forgetMoments = database.prepare("delete from moments where key = ?");
  const removeTotal = database.prepare("delete from totals where key = ?");
  return {
    total(key) {
      const row = total.get(key);
      return row === undefined ? undefined : toTotal(row);
    },
    totals: () => totals.all().map((row) => ({ key: String(row["key"]), ...toTotal(row) })),
    setTotal: (key, { allowed, refused, lastMs }) =>
      void setTotal.run(key, allowed, refused, lastMs),
    oldestAfter(key, atMs) {
      const row = oldest.get(key, atMs);
      if (row === undefined) return undefined;
      return { atMs: Number(row["at_ms"]), before: Number(row["earlier"]) };
    },
    firstBeyond(key, calls) {
      const row = beyond.get(key, calls);
      return row === undefined ? undefined : { atMs: Number(row["at_ms"]) };
    },
    addMoment: (key, atMs, through) => void add.run(key, atMs, through - 1, through),
    forgetUntil: (key, atMs) => void forgetUntil.run(key, atMs),
    forgetMoments: (key) => void forgetMoments.run(key),
    remove(key) {
      forgetMoments.run(key);
      removeTotal.run(key);
    },
  };
}

function toTotal(row: Readonly<Record<string, unknown>>): CallTotal {
  return {
    allowed: Number(row["allowed"]),
    refused: Number(row["refused"]),
    lastMs: Number(row["last_ms"]),
  };
}
