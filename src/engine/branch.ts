import { believe } from "../base/believe.ts";
import type { Document } from "../expr/value.ts";
import type { Batch } from "./batch.ts";
import type { SpillFile, SpillSpace } from "./spill-space.ts";
import { sizeOf } from "./spill/size-of.ts";

/** Batches in memory at each end of a branch before the middle goes to disk. */
const memoryBatchesMax = 32;
/** Documents of a batch that are measured; the others are taken to be like them. */
const measuredMax = 4;

/**
 * What one output view still has to hand to its reader: a queue without bound. A Snap with several outputs fills the
 * queues at the pace of its fastest reader; what the others cannot take yet is spilled to disk, so that a fan-out that
 * joins again cannot deadlock. From the oldest batch to the newest: `head` in memory, the file that is read, the file
 * that is written, `tail` in memory.
 */
export class Branch {
  readonly #spill: SpillSpace;
  readonly #spillable: boolean;
  #head = new MemoryQueue();
  #reading: Reading | undefined;
  #writing: Segment | undefined;
  #tail = new MemoryQueue();
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
    const bytes = this.#spillable ? estimateBytes(batch) : 0;
    const isShort = this.#reading === undefined && this.#writing === undefined;
    if (isShort && this.#tail.isEmpty && (!this.#spillable || !this.#isFull(this.#head))) {
      this.#head.push(batch, bytes);
      return;
    }
    this.#tail.push(batch, bytes);
    if (!this.#isFull(this.#tail)) return;
    this.#writing ??= new Segment(this.#spill);
    await this.#writing.append(this.#tail.takeAll());
  }

  /** The next batch, or undefined when there is none at the moment. Called by one reader, one call at a time. */
  async shift(): Promise<Batch | undefined> {
    for (;;) {
      const first = this.#head.shift();
      if (first !== undefined || this.#closed) return first;
      const reading = this.#reading ?? this.#startReading();
      if (reading === undefined) {
        if (this.#tail.isEmpty) return undefined;
        [this.#head, this.#tail] = [this.#tail, this.#head];
        continue;
      }
      const next = await reading.batches.next();
      if (next.done !== true) return next.value;
      this.#reading = undefined;
      await reading.segment.remove();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#head.takeAll();
    this.#tail.takeAll();
    const segments = [this.#reading?.segment, this.#writing];
    this.#reading = undefined;
    this.#writing = undefined;
    for (const segment of segments) await segment?.remove();
  }

  #startReading(): Reading | undefined {
    const segment = this.#writing;
    if (segment === undefined) return undefined;
    this.#writing = undefined;
    this.#reading = { segment, batches: segment.read()[Symbol.asyncIterator]() };
    return this.#reading;
  }

  #isFull(queue: MemoryQueue): boolean {
    return queue.length >= memoryBatchesMax || queue.bytes > this.#spill.memoryBytesMax / 4;
  }
}

interface Reading {
  readonly segment: Segment;
  readonly batches: AsyncIterator<Batch>;
}

class MemoryQueue {
  #entries: { readonly batch: Batch; readonly bytes: number }[] = [];
  bytes = 0;

  get length(): number {
    return this.#entries.length;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  push(batch: Batch, bytes: number): void {
    this.#entries.push({ batch, bytes });
    this.bytes += bytes;
  }

  shift(): Batch | undefined {
    const entry = this.#entries.shift();
    this.bytes -= entry?.bytes ?? 0;
    return entry?.batch;
  }

  takeAll(): readonly Batch[] {
    const batches = this.#entries.map(({ batch }) => batch);
    this.#entries = [];
    this.bytes = 0;
    return batches;
  }
}

/** A spill file of batches, written by one append after the other, and then read once. */
class Segment {
  readonly #file: Promise<SpillFile>;
  #written: Promise<void> = Promise.resolve();

  constructor(spill: SpillSpace) {
    this.#file = spill.createFile();
  }

  append(batches: readonly Batch[]): Promise<void> {
    this.#written = this.#appendAfter(this.#written, batches);
    return this.#written;
  }

  async #appendAfter(written: Promise<void>, batches: readonly Batch[]): Promise<void> {
    await written;
    const file = await this.#file;
    for (const batch of batches) await file.append(believe<Batch<Document>>(batch));
  }

  async *read(): AsyncIterable<Batch> {
    await this.#written;
    const file = await this.#file;
    yield* file.read();
  }

  async remove(): Promise<void> {
    await this.#written.catch(() => undefined);
    const file = await this.#file.catch(() => undefined);
    await file?.remove();
  }
}

function estimateBytes(batch: Batch): number {
  const documents = believe<Batch<Document>>(batch.slice(0, measuredMax));
  const bytes = documents.reduce((sum, document) => sum + sizeOf(document), 0);
  return (bytes * batch.length) / Math.max(documents.length, 1);
}
