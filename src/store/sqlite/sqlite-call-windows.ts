import { DatabaseSync } from "node:sqlite";
import type { CallCounts, CallWindows, TakenCall } from "../call-windows.ts";
import { type CallRows, prepareCallRows } from "./call-rows.ts";

/** Milliseconds that a count waits for another process to finish its own, which takes some microseconds. */
const busyTimeoutMs = 5_000;

/**
 * Windows in a SQLite file of their own. Calls of one millisecond share a row, which knows how many calls there were up
 * to it; so the calls of a window are the difference of two rows, found by key, however many they are. A transaction
 * that begins with the lock of the file makes the count and the decision one.
 */
export function openCallWindows(path: string): CallWindows {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  database.exec("pragma journal_mode = wal; pragma synchronous = off");
  const rows = prepareCallRows(database);
  const atOnce = <T>(work: () => T): T => {
    database.exec("begin immediate");
    try {
      const result = work();
      database.exec("commit");
      return result;
    } catch (failure) {
      database.exec("rollback");
      throw failure;
    }
  };
  return {
    take: (key, limit, windowMs, clock) =>
      Promise.resolve(atOnce(() => take(rows, key, limit, windowMs, clock.now()))),
    counts: (windowMs, nowMs) => Promise.resolve(counts(rows, windowMs, nowMs)),
    remove(key) {
      atOnce(() => rows.remove(key));
      return Promise.resolve();
    },
    [Symbol.asyncDispose]() {
      database.close();
      return Promise.resolve();
    },
  };
}

function take(
  rows: CallRows,
  key: string,
  limit: number,
  windowMs: number,
  nowMs: number,
): TakenCall {
  const known = rows.total(key) ?? { allowed: 0, refused: 0, lastMs: 0 };
  // A clock that was set back a little stands still for this key; one that was set back far begins anew.
  if (known.lastMs - nowMs > windowMs) rows.forgetMoments(key);
  const atMs = known.lastMs - nowMs > windowMs ? nowMs : Math.max(known.lastMs, nowMs);
  const oldest = rows.oldestAfter(key, atMs - windowMs);
  const used = oldest === undefined ? 0 : known.allowed - oldest.before;
  if (used >= limit) {
    rows.setTotal(key, { ...known, refused: known.refused + 1 });
    const freeing = rows.firstBeyond(key, known.allowed - limit) ?? { atMs };
    const until = (moment: { readonly atMs: number }): number =>
      Math.max(1, moment.atMs + windowMs - nowMs);
    const retryAfterMs = until(freeing);
    return { allowed: false, remaining: 0, resetMs: until(oldest ?? freeing), retryAfterMs };
  }
  rows.addMoment(key, atMs, known.allowed + 1);
  rows.setTotal(key, { ...known, allowed: known.allowed + 1, lastMs: atMs });
  rows.forgetUntil(key, atMs - windowMs);
  return {
    allowed: true,
    remaining: limit - used - 1,
    resetMs: (oldest?.atMs ?? atMs) + windowMs - nowMs,
    retryAfterMs: 0,
  };
}

function counts(rows: CallRows, windowMs: number, nowMs: number): readonly CallCounts[] {
  return rows.totals().map(({ key, allowed, refused }) => {
    const oldest = rows.oldestAfter(key, nowMs - windowMs);
    return {
      key,
      allowed,
      refused,
      inWindow: oldest === undefined ? 0 : allowed - oldest.before,
    };
  });
}
