import { believe } from "../../base/believe.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { Batch } from "../../engine/batch.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import type { SpillFile, SpillSpace } from "../../engine/spill-space.ts";
import type { CompareKeys } from "./compare-keys.ts";
import { mergeSorted } from "./merge-sorted.ts";
import { sizeOf } from "../../engine/spill/size-of.ts";

/** A document with the values it is ordered by, evaluated once. A type, so that it can be spilled as a document. */
export type SortEntry = { keys: Value[]; document: Document };

export interface SortOptions {
  readonly compare: CompareKeys;
  readonly spill: SpillSpace;
  /** Estimated bytes to hold before a sorted run goes to disk. */
  readonly memoryBytesMax: number;
  readonly batchSizeMax: number;
}

/** Runs that are merged at once; each needs a file and a batch in memory. */
const fanInMax = 16;

/**
 * Sorts in memory, or past its share of memory in sorted runs on disk that are merged. Stable: entries with equal keys
 * keep the order in which they came.
 */
export async function* externalSort(
  source: AsyncIterable<readonly SortEntry[]>,
  options: SortOptions,
): AsyncIterable<readonly SortEntry[]> {
  const byKeys = (a: SortEntry, b: SortEntry): number => options.compare(a.keys, b.keys);
  let runs: SpillFile[] = [];
  let held: SortEntry[] = [];
  let heldBytes = 0;
  try {
    for await (const batch of source) {
      for (const entry of batch) {
        held.push(entry);
        heldBytes += sizeOf(entry);
      }
      if (heldBytes <= options.memoryBytesMax) continue;
      runs.push(await writeRun([held.toSorted(byKeys)], options));
      held = [];
      heldBytes = 0;
    }
    held = held.toSorted(byKeys);
    if (runs.length === 0) {
      yield* chunks(held, options.batchSizeMax);
      return;
    }
    if (held.length > 0) runs.push(await writeRun([held], options));
    held = [];
    while (runs.length > fanInMax) runs = await mergeOnce(runs, byKeys, options);
    yield* mergeSorted(runs.map(readRun), byKeys, options.batchSizeMax);
  } finally {
    for (const run of runs) await run.remove();
  }
}

/** Merges neighbouring runs, `fanInMax` at a time, into fewer, longer ones. */
async function mergeOnce(
  runs: readonly SpillFile[],
  byKeys: (a: SortEntry, b: SortEntry) => number,
  options: SortOptions,
): Promise<SpillFile[]> {
  const merged: SpillFile[] = [];
  try {
    for (const neighbours of chunks(runs, fanInMax)) {
      const run = mergeSorted(neighbours.map(readRun), byKeys, options.batchSizeMax);
      merged.push(await writeRun(run, options));
      for (const file of neighbours) await file.remove();
    }
    return merged;
  } catch (failure) {
    for (const file of merged) await file.remove();
    throw failure;
  }
}

async function writeRun(
  batches: AsyncIterable<readonly SortEntry[]> | Iterable<readonly SortEntry[]>,
  options: SortOptions,
): Promise<SpillFile> {
  const file = await options.spill.createFile();
  const bytesMax = options.memoryBytesMax / (2 * fanInMax);
  try {
    for await (const batch of batches) {
      for (const part of bySize(batch, bytesMax, options.batchSizeMax)) await file.append(part);
    }
    return file;
  } catch (failure) {
    await file.remove();
    throw failure;
  }
}

/** Small enough parts that a merge can hold one of every run. */
function* bySize(
  entries: readonly SortEntry[],
  bytesMax: number,
  batchSizeMax: number,
): Iterable<SortEntry[]> {
  let part: SortEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    part.push(entry);
    bytes += sizeOf(entry);
    if (bytes < bytesMax && part.length < batchSizeMax) continue;
    yield part;
    part = [];
    bytes = 0;
  }
  if (part.length > 0) yield part;
}

function readRun(file: SpillFile): AsyncIterable<Batch<SortEntry>> {
  return believe<AsyncIterable<Batch<SortEntry>>>(file.read());
}
