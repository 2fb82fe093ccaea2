import type { Limits } from "../../base/limits.ts";

type SlotLimits = Pick<Limits, "passwordChecksMax" | "passwordChecksQueuedMax">;

/** Lets only so many passwords be checked at once, since each check takes memory and time on purpose. */
export class CheckSlots {
  readonly #limits: SlotLimits;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /** A slot, to be disposed of; nothing when too many wait already. */
  async take(): Promise<Disposable | undefined> {
    if (this.#taken < this.#limits.passwordChecksMax) {
      this.#taken++;
    } else {
      if (this.#waiting.length >= this.#limits.passwordChecksQueuedMax) return undefined;
      // Whoever leaves hands the slot over, so the count of those taken stays.
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
    return { [Symbol.dispose]: () => this.#leave() };
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken--;
    else next();
  }
}
