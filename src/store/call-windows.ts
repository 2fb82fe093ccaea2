import type { Clock } from "../base/clock.ts";

/**
 * Counts calls in sliding windows, exact to the millisecond and over every process that opens the same windows. It is
 * apart from the other rows: a count is worth no waiting for the disk, and must not wait for other writes either. What
 * it knows outlives its process, though perhaps not a failure of power.
 */
export interface CallWindows extends AsyncDisposable {
  /**
   * Counts the call when fewer than `limit` were counted in the `windowMs` before it. The clock is asked when it is this
   * call's turn, since a call may have waited for those of other processes.
   */
  take(key: string, limit: number, windowMs: number, clock: Clock): Promise<TakenCall>;
  counts(windowMs: number, nowMs: number): Promise<readonly CallCounts[]>;
  /** Forgets all there is about a key. */
  remove(key: string): Promise<void>;
}

export interface TakenCall {
  readonly allowed: boolean;
  /** Calls that are still free. */
  readonly remaining: number;
  /** Until the oldest call leaves the window. */
  readonly resetMs: number;
  /** Until a call is allowed again; 0 when this one was. */
  readonly retryAfterMs: number;
}

export interface CallCounts {
  readonly key: string;
  readonly allowed: number;
  readonly refused: number;
  /** Allowed within the window. */
  readonly inWindow: number;
}
