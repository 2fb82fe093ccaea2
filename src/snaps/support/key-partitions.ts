import { believe } from "../../base/believe.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch } from "../../engine/batch.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import type { SpillFile, SpillSpace } from "../../engine/spill-space.ts";
import { detachDocument } from "./detach.ts";
import { mergeSorted } from "./merge-sorted.ts";
import { sizeOf } from "../../engine/spill/size-of.ts";

/** A result with the place in the input where its key was first seen. */
export type Sequenced = { sequence: number; document: Document };

export interface PartitionOptions {
  readonly spill: SpillSpace;
  readonly memoryBytesMax: number;
  readonly batchSizeMax: number;
}

/** Entries whose keys found no room in memory, on disk, equal keys in the same file. */
export interface KeyPartitions {
  add(key: string, entry: Document): void;
  /** Writes what has gathered, once it is much. To be awaited between batches. */
  settle(): Promise<void>;
  /** Ends adding. */
  finish(): Promise<readonly SpillFile[]>;
  remove(): Promise<void>;
}

/** What one partition is gathered in: as many keys as have room, first come first served. */
export interface PartitionTable<Entry extends Document> {
  /** Takes an entry in; `false` when its key is new and there is no room. The first key always has room. */
  take(entry: Entry): boolean;
  keyOf(entry: Entry): string;
  /** In the order in which the keys were first seen. */
  results(): Iterable<Sequenced>;
}

const partitionCount = 16;

/** `depth` gives each level of partitioning another hash, so that a partition divides further. */
export function keyPartitions(options: PartitionOptions, depth: number): KeyPartitions {
  const gathered = Array.from({ length: partitionCount }, (): Document[] => []);
  const files = new Map<number, SpillFile>();
  let bytes = 0;
  async function flush(): Promise<void> {
    for (const [index, entries] of gathered.entries()) {
      if (entries.length === 0) continue;
      const file = files.get(index) ?? (await options.spill.createFile());
      files.set(index, file);
      for (const part of chunks(entries, options.batchSizeMax)) await file.append(part);
      gathered[index] = [];
    }
    bytes = 0;
  }
  return {
    add(key, entry) {
      gathered[hash(key, depth) % partitionCount]?.push(detachDocument(entry));
      bytes += sizeOf(entry);
    },
    settle: async () => {
      if (bytes > options.memoryBytesMax / 4) await flush();
    },
    finish: async () => {
      await flush();
      return [...files.values()];
    },
    remove: async () => {
      for (const file of files.values()) await file.remove();
    },
  };
}

/**
 * Gathers what was partitioned, one partition in memory at a time, and yields the results in the order in which their
 * keys were first seen. A partition with more keys than have room is partitioned again.
 */
export async function* drainPartitions<Entry extends Document>(
  partitions: KeyPartitions,
  createTable: () => PartitionTable<Entry>,
  options: PartitionOptions,
  depth = 1,
): AsyncIterable<Batch<Sequenced>> {
  const results: SpillFile[] = [];
  try {
    for (const file of await partitions.finish()) {
      results.push(await gather(file, createTable, options, depth));
    }
    yield* mergeSorted(
      results.map((file) => believe<AsyncIterable<Batch<Sequenced>>>(file.read())),
      (a, b) => a.sequence - b.sequence,
      options.batchSizeMax,
    );
  } finally {
    for (const file of results) await file.remove();
    await partitions.remove();
  }
}

async function gather<Entry extends Document>(
  file: SpillFile,
  createTable: () => PartitionTable<Entry>,
  options: PartitionOptions,
  depth: number,
): Promise<SpillFile> {
  const table = createTable();
  const deeper = keyPartitions(options, depth);
  const gathered = await options.spill.createFile();
  try {
    for await (const batch of believe<AsyncIterable<Batch<Entry>>>(file.read())) {
      for (const entry of batch) if (!table.take(entry)) deeper.add(table.keyOf(entry), entry);
      await deeper.settle();
    }
    await file.remove();
    for (const part of batchesOf(table.results(), options.batchSizeMax))
      await gathered.append(part);
    for await (const part of drainPartitions(deeper, createTable, options, depth + 1)) {
      await gathered.append(part);
    }
    return gathered;
  } catch (failure) {
    await deeper.remove();
    await gathered.remove();
    throw failure;
  }
}

/** Results in batches, made while they are taken. */
export function* batchesOf<T>(items: Iterable<T>, batchSizeMax: number): Iterable<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < batchSizeMax) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** FNV-1a over UTF-16 code units. */
function hash(text: string, seed: number): number {
  let value = (2_166_136_261 ^ Math.imul(seed, 0x9e37_79b1)) >>> 0;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
