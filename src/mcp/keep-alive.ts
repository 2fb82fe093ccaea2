/** Something open that wants to be told, every so often, to show that it is. */
export interface KeptAlive {
  keepAlive(): void;
}

/** One timer for everything that is open, however much it is. */
export class KeepAlive implements Disposable {
  readonly #open = new Set<KeptAlive>();
  readonly #timer: NodeJS.Timeout;

  constructor(intervalMs: number) {
    this.#timer = setInterval(() => {
      for (const one of this.#open) one.keepAlive();
    }, intervalMs);
    this.#timer.unref();
  }

  get size(): number {
    return this.#open.size;
  }

  add(one: KeptAlive): void {
    this.#open.add(one);
  }

  remove(one: KeptAlive): void {
    this.#open.delete(one);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
