import type { LoadedData } from "../../knowledge/data/loaded-data.ts";
import type { Warehouse } from "../../knowledge/warehouse/warehouse.ts";

/** Loaded data that knows whether somebody is asking it, so that it is never closed under a question. */
export class OpenData implements AsyncDisposable {
  readonly data: LoadedData;
  readonly #inner: LoadedData;
  readonly #now: () => number;
  #asking = 0;
  #usedMs: number;
  #closing: PromiseWithResolvers<void> | undefined;

  constructor(inner: LoadedData, now: () => number) {
    this.#inner = inner;
    this.#now = now;
    this.#usedMs = now();
    const { warehouse } = inner;
    const counted: Warehouse = {
      dialect: warehouse.dialect,
      query: async (statement, signal) => {
        this.#asking++;
        try {
          return await warehouse.query(statement, signal);
        } finally {
          this.#asking--;
          this.#usedMs = this.#now();
          if (this.#asking === 0) this.#closing?.resolve();
        }
      },
    };
    this.data = {
      schema: inner.schema,
      warehouse: counted,
      loadedMs: inner.loadedMs,
      rowCounts: inner.rowCounts,
      [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
    };
  }

  touch(): void {
    this.#usedMs = this.#now();
  }

  idleMs(): number {
    return this.#asking > 0 ? 0 : this.#now() - this.#usedMs;
  }

  /** Waits for the questions that are being answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#asking > 0) {
      this.#closing = Promise.withResolvers();
      await this.#closing.promise;
    }
    await this.#inner[Symbol.asyncDispose]();
  }
}
