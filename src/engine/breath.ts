import { setImmediate } from "node:timers/promises";
import type { Clock } from "../base/clock.ts";

const everyMs = 20;

/** Lets the thread turn to its timers and messages now and then, so that a stop arrives at a run that never waits. */
export class Breath {
  readonly #clock: Clock;
  #takenMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#takenMs = clock.now();
  }

  /** Also when the clock was put back. */
  get isDue(): boolean {
    return Math.abs(this.#clock.now() - this.#takenMs) >= everyMs;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.#takenMs = this.#clock.now();
  }
}
