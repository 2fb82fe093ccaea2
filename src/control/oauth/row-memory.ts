import type { RowGeneration } from "./row-generation.ts";

/** Remembers what was read of the rows for as long as their generation lasts. What is not there is not remembered. */
export class RowMemory<T> {
  readonly #rows: RowGeneration;
  readonly #entriesMax: number;
  readonly #known = new Map<string, T>();
  #generation = -1;

  constructor(rows: RowGeneration, entriesMax: number) {
    this.#rows = rows;
    this.#entriesMax = entriesMax;
  }

  /** What is remembered, without reading. */
  peek(key: string): T | undefined {
    const generation = this.#rows.current();
    if (generation !== this.#generation) {
      this.#known.clear();
      this.#generation = generation;
    }
    return this.#known.get(key);
  }

  async get(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.peek(key);
    if (known !== undefined) return known;
    const generation = this.#generation;
    const found = await read();
    if (found !== undefined && generation === this.#rows.current()) this.#add(key, found);
    return found;
  }

  #add(key: string, value: T): void {
    const oldest = this.#known.keys().next().value;
    if (this.#known.size >= this.#entriesMax && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, value);
  }
}
