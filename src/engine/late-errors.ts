import type { Batch, Item } from "./batch.ts";

/**
 * What the reader of one output view is about to read. A formatter makes the bytes of a binary while they are read, and
 * may reject documents till the last of them, so the error view must not end before. Only what the reader has in hand,
 * or has asked for, counts: a reader that waits for the error view itself would else wait for ever.
 */
export class LateErrors {
  readonly #queued = new Set<Item>();
  readonly #inHand = new Set<Item>();
  #asking = 0;

  get areToCome(): boolean {
    return this.#inHand.size > 0 || (this.#asking > 0 && this.#queued.size > 0);
  }

  /** Binaries lie ready for the reader. */
  queue(batch: Batch): void {
    for (const binary of batch) this.#queued.add(binary);
  }

  /** The reader wants the next batch: what it did not read of the last, it may never read. */
  ask(): void {
    this.#asking++;
    this.#inHand.clear();
  }

  take(batch: Batch): void {
    for (const binary of batch) if (this.#queued.delete(binary)) this.#inHand.add(binary);
  }

  answered(): void {
    this.#asking--;
  }

  /** The bytes of a binary have been read, or given up. */
  finish(binary: Item): void {
    this.#queued.delete(binary);
    this.#inHand.delete(binary);
  }

  /** The reader wants no more. */
  giveUp(): void {
    this.#queued.clear();
    this.#inHand.clear();
  }
}
