import type { Document, Value } from "../../expr/value.ts";
import type { Documents } from "../../engine/batch.ts";
import type { CompareKeys } from "./compare-keys.ts";
import { advanceBatch, advanceInside, closeCursors, openCursor, type Cursor } from "./cursor.ts";
import type { DocumentBuffer } from "./document-buffer.ts";
import type { SortEntry } from "./external-sort.ts";

export interface MergeJoinOptions {
  readonly compare: CompareKeys;
  readonly combine: (left: Document, right: Document) => Document;
  /** Whether a left (right) document without a match is part of the result; otherwise it goes to `drop`. */
  readonly keepsLeft: boolean;
  readonly keepsRight: boolean;
  readonly drop: (document: Document) => void;
  /** Holds the right documents of one key while the left ones pass. */
  readonly createBuffer: () => DocumentBuffer;
  readonly batchSizeMax: number;
}

interface RightGroup {
  readonly keys: readonly Value[];
  readonly documents: DocumentBuffer;
}

/**
 * Joins two streams that are in the order of their keys. Every left document meets every right one with equal keys, in
 * the order of both; null is equal to nothing.
 */
export async function* mergeJoin(
  leftEntries: AsyncIterable<readonly SortEntry[]>,
  rightEntries: AsyncIterable<readonly SortEntry[]>,
  options: MergeJoinOptions,
): Documents {
  const { compare, combine, batchSizeMax } = options;
  const cursors: Cursor<SortEntry>[] = [];
  let group: RightGroup | undefined;
  let out: Document[] = [];
  const unmatched = (document: Document, keeps: boolean): void => {
    if (keeps) out.push(document);
    else options.drop(document);
  };
  try {
    const left = await openCursor(leftEntries);
    cursors.push(left);
    const right = await openCursor(rightEntries);
    cursors.push(right);
    for (let entry = left.head; entry !== undefined; entry = left.head) {
      if (group === undefined || compare(group.keys, entry.keys) !== 0) {
        while (right.head !== undefined && isBefore(right.head, entry, compare)) {
          unmatched(right.head.document, options.keepsRight);
          await next(right);
          if (out.length >= batchSizeMax) yield* flush();
        }
        await group?.documents.remove();
        group = await takeGroup(right, entry.keys, options);
      }
      if (group === undefined) unmatched(entry.document, options.keepsLeft);
      else {
        for await (const batch of group.documents.read()) {
          for (const document of batch) out.push(combine(entry.document, document));
          if (out.length >= batchSizeMax) yield* flush();
        }
      }
      if (out.length >= batchSizeMax) yield* flush();
      await next(left);
    }
    for (; right.head !== undefined; await next(right)) {
      unmatched(right.head.document, options.keepsRight);
      if (out.length >= batchSizeMax) yield* flush();
    }
    yield* flush();
  } finally {
    await group?.documents.remove();
    await closeCursors(cursors);
  }

  function* flush(): Iterable<Document[]> {
    for (let start = 0; start < out.length; start += batchSizeMax) {
      yield out.slice(start, start + batchSizeMax);
    }
    out = [];
  }
}

/** Whether the right document can match neither this left document nor a later one. */
function isBefore(right: SortEntry, left: SortEntry, compare: CompareKeys): boolean {
  return compare(right.keys, left.keys) < 0 || (hasNull(right.keys) && !hasNull(left.keys));
}

/** Takes the right documents with these keys off the cursor; undefined when there are none. */
async function takeGroup(
  right: Cursor<SortEntry>,
  keys: readonly Value[],
  { compare, createBuffer, batchSizeMax }: MergeJoinOptions,
): Promise<RightGroup | undefined> {
  if (right.head === undefined || hasNull(keys) || compare(right.head.keys, keys) !== 0) {
    return undefined;
  }
  const documents = createBuffer();
  let part: Document[] = [];
  while (right.head !== undefined && compare(right.head.keys, keys) === 0) {
    part.push(right.head.document);
    if (part.length >= batchSizeMax) {
      await documents.append(part);
      part = [];
    }
    await next(right);
  }
  await documents.append(part);
  return { keys, documents };
}

async function next(cursor: Cursor<SortEntry>): Promise<void> {
  if (!advanceInside(cursor)) await advanceBatch(cursor);
}

function hasNull(keys: readonly Value[]): boolean {
  return keys.includes(null);
}
