/**
 * Many timers of one delay for the price of one: what is added falls due after `delayMs` unless it is removed before.
 * Falling due may come a little late, never early. What is removed in the turn of the event loop in which it was added
 * costs next to nothing.
 */
export class SameDelay<Item extends object> {
  readonly #delayMs: number;
  readonly #due: (item: Item) => void;
  /** Added in this turn. */
  readonly #fresh = new Set<Item>();
  /** When each falls due; what was added first stands first and falls due first. */
  readonly #waiting = new Map<Item, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(delayMs: number, due: (item: Item) => void) {
    this.#delayMs = delayMs;
    this.#due = due;
  }

  add(item: Item): void {
    if (this.#fresh.size === 0) setImmediate(this.#settle);
    this.#fresh.add(item);
  }

  remove(item: Item): void {
    if (!this.#fresh.delete(item)) this.#waiting.delete(item);
  }

  readonly #settle = (): void => {
    if (this.#fresh.size === 0) return;
    const dueMs = performance.now() + this.#delayMs;
    for (const item of this.#fresh) this.#waiting.set(item, dueMs);
    this.#fresh.clear();
    if (this.#timer === undefined) this.#wake(this.#delayMs);
  };

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
