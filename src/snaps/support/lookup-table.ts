import { believe } from "../../base/believe.ts";
import { sizeOf } from "../../engine/spill/size-of.ts";
import type { SpillSpace } from "../../engine/spill-space.ts";
import type { Document, Value } from "../../expr/value.ts";
import { documentBuffer, type DocumentBuffer } from "./document-buffer.ts";
import type { SortEntry } from "./external-sort.ts";
import { groupTable, type GroupTable } from "./group-table.ts";

/** Documents that can be found by their keys. */
export interface LookupTable {
  /** What each document finds, in the order of the documents. */
  look(entries: AsyncIterable<readonly SortEntry[]>): AsyncIterable<Looked>;
  remove(): Promise<void>;
}

export interface Looked {
  readonly document: Document;
  /** In the order of the table; shared with other documents that find the same. */
  readonly matches: readonly Document[];
}

interface LookupOptions {
  readonly spill: SpillSpace;
  readonly memoryBytesMax: number;
  readonly batchSizeMax: number;
}

interface Found {
  readonly matches: Document[];
}

/** Reads a table whole: into memory, or past the share of memory to disk. */
export async function lookupTable(
  entries: AsyncIterable<readonly SortEntry[]>,
  keyCount: number,
  options: LookupOptions,
): Promise<LookupTable> {
  const buffer = documentBuffer(options);
  let bytes = 0;
  try {
    for await (const batch of entries) {
      const usable = batch.filter(({ keys }) => !keys.includes(null));
      for (const entry of usable) bytes += sizeOf(entry);
      await buffer.append(usable);
    }
  } catch (failure) {
    await buffer.remove();
    throw failure;
  }
  const remove = (): Promise<void> => buffer.remove();
  if (bytes > options.memoryBytesMax) {
    return { look: (left) => lookOnDisk(left, buffer, keyCount, options), remove };
  }
  const index = groupTable<Found>(keyCount);
  for await (const entry of entriesIn(buffer)) add(index, entry);
  return { look: (left) => lookInMemory(left, index), remove };
}

async function* lookInMemory(
  left: AsyncIterable<readonly SortEntry[]>,
  index: GroupTable<Found>,
): AsyncIterable<Looked> {
  for await (const batch of left) {
    for (const { keys, document } of batch) {
      yield { document, matches: index.find(keys)?.matches ?? [] };
    }
  }
}

/** Gathers as many left documents as have room, and reads the table once for all of them. */
async function* lookOnDisk(
  left: AsyncIterable<readonly SortEntry[]>,
  table: DocumentBuffer,
  keyCount: number,
  { memoryBytesMax }: LookupOptions,
): AsyncIterable<Looked> {
  let block: SortEntry[] = [];
  let bytes = 0;
  for await (const batch of left) {
    for (const entry of batch) {
      block.push(entry);
      bytes += sizeOf(entry);
    }
    if (bytes < memoryBytesMax / 4) continue;
    yield* lookUpBlock(block, table, keyCount, memoryBytesMax / 2);
    block = [];
    bytes = 0;
  }
  if (block.length > 0) yield* lookUpBlock(block, table, keyCount, memoryBytesMax / 2);
}

/** Halves the block when what it finds has no room; what one document finds has to have it. */
async function* lookUpBlock(
  block: readonly SortEntry[],
  table: DocumentBuffer,
  keyCount: number,
  bytesMax: number,
): AsyncIterable<Looked> {
  const index = await findAll(
    block,
    table,
    keyCount,
    block.length > 1 ? bytesMax : Number.POSITIVE_INFINITY,
  );
  if (index === undefined) {
    const middle = Math.ceil(block.length / 2);
    yield* lookUpBlock(block.slice(0, middle), table, keyCount, bytesMax);
    yield* lookUpBlock(block.slice(middle), table, keyCount, bytesMax);
    return;
  }
  for (const { keys, document } of block) {
    yield { document, matches: index.find(keys)?.matches ?? [] };
  }
}

/** What each of the keys in the block finds; undefined when that is more than `bytesMax`. */
async function findAll(
  block: readonly SortEntry[],
  table: DocumentBuffer,
  keyCount: number,
  bytesMax: number,
): Promise<GroupTable<Found> | undefined> {
  const index = groupTable<Found>(keyCount);
  for (const { keys } of block) foundFor(index, keys);
  let bytes = 0;
  for await (const { keys, document } of entriesIn(table)) {
    const found = index.find(keys);
    if (found === undefined) continue;
    bytes += sizeOf(document);
    if (bytes > bytesMax) return undefined;
    found.matches.push(document);
  }
  return index;
}

function add(index: GroupTable<Found>, { keys, document }: SortEntry): void {
  foundFor(index, keys).matches.push(document);
}

function foundFor(index: GroupTable<Found>, keys: readonly Value[]): Found {
  const known = index.find(keys);
  if (known !== undefined) return known;
  const found: Found = { matches: [] };
  index.insert(keys, found);
  return found;
}

async function* entriesIn(buffer: DocumentBuffer): AsyncIterable<SortEntry> {
  for await (const batch of buffer.read()) yield* believe<readonly SortEntry[]>(batch);
}
