/** Hands what a driver pushes to a reader that pulls; the driver is paused while more waits than `sizeMax`. */
export class PushQueue<T> implements AsyncIterable<T> {
  readonly #options: {
    readonly sizeMax: number;
    readonly pause: () => void;
    readonly resume: () => void;
  };
  readonly #waiting: T[] = [];
  #failure: unknown;
  #isOver = false;
  #isPaused = false;
  #wake: (() => void) | undefined;

  constructor(options: { sizeMax: number; pause: () => void; resume: () => void }) {
    this.#options = options;
  }

  push(item: T): void {
    this.#waiting.push(item);
    if (this.#waiting.length >= this.#options.sizeMax && !this.#isPaused) {
      this.#isPaused = true;
      this.#options.pause();
    }
    this.#wake?.();
  }

  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }

  fail(failure: unknown): void {
    this.#failure ??= failure;
    this.end();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const item = this.#waiting.shift();
      if (item !== undefined) {
        if (this.#waiting.length === 0) this.#resume();
        yield item;
      } else if (this.#isOver) {
        if (this.#failure !== undefined) throw this.#failure;
        return;
      } else {
        await this.#change();
      }
    }
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#options.resume();
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }
}
