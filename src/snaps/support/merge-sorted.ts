import { advanceBatch, advanceInside, closeCursors, openCursor, type Cursor } from "./cursor.ts";

/**
 * Merges runs that are each in order into one. Of equal items, those of an earlier run come first, so that merging the
 * consecutive runs of a stable sort is stable.
 */
export async function* mergeSorted<T>(
  runs: readonly AsyncIterable<readonly T[]>[],
  compare: (a: T, b: T) => number,
  batchSizeMax: number,
): AsyncIterable<readonly T[]> {
  const cursors: Ranked<T>[] = [];
  try {
    for (const [rank, run] of runs.entries()) cursors.push({ rank, ...(await openCursor(run)) });
    const before = (a: Ranked<T>, b: Ranked<T>): boolean =>
      a.head !== undefined &&
      (b.head === undefined || (compare(a.head, b.head) || a.rank - b.rank) < 0);
    const heap = cursors.toSorted((a, b) => (before(a, b) ? -1 : 1));
    let out: T[] = [];
    for (let top = heap[0]; top?.head !== undefined; top = heap[0]) {
      out.push(top.head);
      if (out.length >= batchSizeMax) {
        yield out;
        out = [];
      }
      if (!advanceInside(top)) await advanceBatch(top);
      siftDown(heap, before);
    }
    if (out.length > 0) yield out;
  } finally {
    await closeCursors(cursors);
  }
}

interface Ranked<T> extends Cursor<T> {
  readonly rank: number;
}

/** Lets the first item sink to where it belongs in the binary heap. */
function siftDown<T>(heap: T[], before: (a: T, b: T) => boolean): void {
  const [sinking] = heap;
  if (sinking === undefined) return;
  let place = 0;
  for (;;) {
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    if (left === undefined) break;
    const useRight = right !== undefined && before(right, left);
    const child = useRight ? right : left;
    if (!before(child, sinking)) break;
    heap[place] = child;
    place = 2 * place + (useRight ? 2 : 1);
  }
  heap[place] = sinking;
}
