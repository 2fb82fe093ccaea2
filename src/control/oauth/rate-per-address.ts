import type { Clock } from "../../base/clock.ts";

/** Addresses that are remembered; the oldest is forgotten first. */
const addressesMax = 10_000;

/** Lets one address do something so often a minute. */
export class RatePerAddress {
  readonly #perMinuteMax: number;
  readonly #clock: Clock;
  readonly #minutes = new Map<string, { readonly startMs: number; readonly count: number }>();

  constructor(perMinuteMax: number, clock: Clock) {
    this.#perMinuteMax = perMinuteMax;
    this.#clock = clock;
  }

  /** Counts once more; milliseconds to wait when it is too often, 0 when it may go on. */
  take(address: string): number {
    const now = this.#clock.now();
    const known = this.#minutes.get(address);
    const current =
      known !== undefined && now - known.startMs < 60_000 ? known : { startMs: now, count: 0 };
    if (current.count >= this.#perMinuteMax) return current.startMs + 60_000 - now;
    const oldest = this.#minutes.keys().next().value;
    if (this.#minutes.size >= addressesMax && oldest !== undefined) this.#minutes.delete(oldest);
    this.#minutes.set(address, { ...current, count: current.count + 1 });
    return 0;
  }
}
