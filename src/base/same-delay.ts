/**
 * Many timers of one delay for the price of one: what is added falls due after `delayMs` unless it is removed before.
 * Falling due may come a little late, never early.
 */
export class SameDelay<Item extends object> {
  readonly #delayMs: number;
  readonly #due: (item: Item) => void;
  /** When each falls due; what was added first stands first and falls due first. */
  readonly #waiting = new Map<Item, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(delayMs: number, due: (item: Item) => void) {
    this.#delayMs = delayMs;
    this.#due = due;
  }

  add(item: Item): void {
    this.#waiting.set(item, performance.now() + this.#delayMs);
    if (this.#timer === undefined) this.#wake(this.#delayMs);
  }

  remove(item: Item): void {
    this.#waiting.delete(item);
  }

  #wake(afterMs: number): void {
    this.#timer = setTimeout(() => this.#tell(), afterMs);
    this.#timer.unref();
  }

  #tell(): void {
    this.#timer = undefined;
    const nowMs = performance.now();
    for (const [item, dueMs] of this.#waiting) {
      if (dueMs > nowMs) {
        if (this.#timer === undefined) this.#wake(Math.max(1, dueMs - nowMs));
        return;
      }
      this.#waiting.delete(item);
      this.#due(item);
    }
  }
}
