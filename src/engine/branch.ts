import { believe } from "../base/believe.ts";
import type { Document } from "../expr/value.ts";
import type { Batch } from "./batch.ts";
import type { SpillFile, SpillSpace } from "./spill-space.ts";

/** Batches in memory at each end of a branch before the middle goes to disk. */
const memoryBatchesMax = 32;

/**
 * What one output view still has to hand to its reader: a queue without bound. A Snap with several outputs fills the
 * queues at the pace of its fastest reader; what the others cannot take yet is spilled to disk, so that a fan-out that
 * joins again cannot deadlock.
 */
export class Branch {
  readonly #spill: SpillSpace;
  readonly #spillable: boolean;
  readonly #head: Batch[] = [];
  /** Files of batches, in order; a file still being written is a promise, so that none overtakes it. */
  readonly #segments: Promise<SpillFile>[] = [];
  #tail: Batch[] = [];
  #reading: AsyncIterator<Batch<Document>> | undefined;
  #readingFile: SpillFile | undefined;
  #closed = false;

  /** `spillable` is false for binaries: their bytes are not read yet and stay where they are. */
  constructor(spill: SpillSpace, spillable: boolean) {
    this.#spill = spill;
    this.#spillable = spillable;
  }

  /** The reader wants no more. */
  get closed(): boolean {
    return this.#closed;
  }

  async push(batch: Batch): Promise<void> {
    if (this.#closed) return;
    if (this.#segments.length === 0 && this.#reading === undefined && this.#tail.length === 0) {
      if (this.#head.length < memoryBatchesMax || !this.#spillable) {
        this.#head.push(batch);
        return;
      }
    }
    this.#tail.push(batch);
    if (this.#tail.length >= memoryBatchesMax) await this.#spillTail();
  }

  /** The next batch, or undefined when there is none at the moment. */
  async shift(): Promise<Batch | undefined> {
    const first = this.#head.shift();
    if (first !== undefined) return first;
    while (this.#reading !== undefined || this.#segments.length > 0) {
      this.#readingFile ??= await this.#segments.shift();
      this.#reading ??= this.#readingFile?.read()[Symbol.asyncIterator]();
      const next = await this.#reading?.next();
      if (next !== undefined && next.done !== true) return next.value;
      await this.#readingFile?.remove();
      this.#reading = undefined;
      this.#readingFile = undefined;
    }
    return this.#tail.shift();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#head.length = 0;
    this.#tail = [];
    await this.#reading?.return?.();
    await this.#readingFile?.remove();
    for (const file of this.#segments.splice(0)) await (await file).remove();
  }

  async #spillTail(): Promise<void> {
    const batches = this.#tail;
    this.#tail = [];
    const segment = writeSegment(this.#spill, batches);
    this.#segments.push(segment);
    await segment;
  }
}

async function writeSegment(spill: SpillSpace, batches: readonly Batch[]): Promise<SpillFile> {
  const file = await spill.createFile();
  for (const batch of batches) await file.append(believe<Batch<Document>>(batch));
  return file;
}
