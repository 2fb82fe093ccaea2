import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";
import { otherWrites } from "../../store/other-writes.ts";
import type { Store } from "../../store/schema.ts";

/**
 * A number that moves on whenever what was read from the rows may no longer hold: after a change of this process, after
 * a write of another one, and after `identityMemoryMs` at the latest.
 */
export class RowGeneration {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #lifeMs: number;
  #generation = 0;
  #writes: number;
  #sinceMs: number;

  constructor(store: Store, clock: Clock, limits: Pick<Limits, "identityMemoryMs">) {
    this.#store = store;
    this.#clock = clock;
    this.#lifeMs = limits.identityMemoryMs;
    this.#writes = otherWrites(store);
    this.#sinceMs = clock.now();
  }

  current(): number {
    const writes = otherWrites(this.#store);
    const now = this.#clock.now();
    if (writes !== this.#writes || now - this.#sinceMs >= this.#lifeMs) {
      this.#writes = writes;
      this.#sinceMs = now;
      this.#generation++;
    }
    return this.#generation;
  }

  /** To be called after a change, once it is on disk. */
  changed(): void {
    this.#generation++;
  }
}
