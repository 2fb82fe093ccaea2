import type { QueryParts } from "../query/query-parts.ts";
import { distinctValues } from "./distinct-values.ts";
import { fold } from "./fold.ts";
import type { SearchedColumn } from "./searched-columns.ts";

/** All values of a column, or nothing when it has too many to keep. */
export type KeptValues =
  | { readonly kind: "kept"; readonly values: readonly KeptValue[] }
  | { readonly kind: "too-many" | "none" };

export interface KeptValue {
  readonly value: string;
  readonly folded: string;
}

/**
 * The distinct values of columns that have few, read when they are first asked for and kept as long as the data stays.
 * They are of all rows; whoever shows one makes sure that the asker may see a row with it.
 */
export class ValueStore {
  readonly #parts: QueryParts;
  readonly #known = new Map<string, KeptValues>();
  readonly #running = new Map<string, Promise<KeptValues>>();
  #kept = 0;

  constructor(parts: QueryParts) {
    this.#parts = parts;
  }

  /** One question reads for all that wait; when it is given up, the next one begins anew. */
  async values(column: SearchedColumn, signal: AbortSignal): Promise<KeptValues> {
    for (;;) {
      signal.throwIfAborted();
      const known = this.#known.get(column.id);
      if (known !== undefined) return known;
      const running = this.#running.get(column.id);
      if (running === undefined) return this.#start(column, signal);
      try {
        return await running;
      } catch {
        // Whoever started it hears why; this question tries for itself.
      }
    }
  }

  async #start(column: SearchedColumn, signal: AbortSignal): Promise<KeptValues> {
    const reading = this.#read(column, signal);
    this.#running.set(column.id, reading);
    try {
      const values = await reading;
      this.#known.set(column.id, values);
      return values;
    } finally {
      this.#running.delete(column.id);
    }
  }

  async #read(column: SearchedColumn, signal: AbortSignal): Promise<KeptValues> {
    const { limits, index } = this.#parts;
    const room = Math.min(limits.searchColumnValuesMax, limits.searchKeptValuesMax - this.#kept);
    if (room <= 0) return { kind: "too-many" };
    const query = { node: column.node, conditions: [], limit: room + 1 };
    const values = await distinctValues(this.#parts, query, index.names, signal);
    if (values === undefined) return { kind: "none" };
    if (values.length > room) return { kind: "too-many" };
    this.#kept += values.length;
    return { kind: "kept", values: values.map((value) => ({ value, folded: fold(value) })) };
  }
}
