/**
 * Merges runs that are each in order into one. Of equal items, those of an earlier run come first, so that merging the
 * consecutive runs of a stable sort is stable.
 */
export async function* mergeSorted<T>(
  runs: readonly AsyncIterable<readonly T[]>[],
  compare: (a: T, b: T) => number,
  batchSizeMax: number,
): AsyncIterable<readonly T[]> {
  const cursors = runs.map((run, rank) => cursorOn(run, rank));
  try {
    const heap = await heapOf(cursors, compare);
    let out: T[] = [];
    for (let top = heap[0]; top !== undefined; top = heap[0]) {
      out.push(top.head);
      if (out.length >= batchSizeMax) {
        yield out;
        out = [];
      }
      if (advanceInside(top) || (await advanceBatch(top))) siftDown(heap, compare);
      else removeTop(heap, compare);
    }
    if (out.length > 0) yield out;
  } finally {
    for (const cursor of cursors) await cursor.iterator.return?.();
  }
}

interface Cursor<T> {
  readonly iterator: AsyncIterator<readonly T[]>;
  readonly rank: number;
  batch: readonly T[];
  index: number;
}

interface Loaded<T> extends Cursor<T> {
  head: T;
}

function cursorOn<T>(run: AsyncIterable<readonly T[]>, rank: number): Cursor<T> {
  return { iterator: run[Symbol.asyncIterator](), rank, batch: [], index: -1 };
}

async function heapOf<T>(
  cursors: readonly Cursor<T>[],
  compare: (a: T, b: T) => number,
): Promise<Loaded<T>[]> {
  const loaded: Loaded<T>[] = [];
  for (const cursor of cursors) {
    const first = await nextBatch(cursor.iterator);
    if (first === undefined) continue;
    const [head] = first;
    if (head !== undefined) loaded.push(Object.assign(cursor, { batch: first, index: 0, head }));
  }
  return loaded.toSorted((a, b) => compare(a.head, b.head) || a.rank - b.rank);
}

function advanceInside<T>(cursor: Loaded<T>): boolean {
  const head = cursor.batch[cursor.index + 1];
  if (head === undefined) return false;
  cursor.index++;
  cursor.head = head;
  return true;
}

async function advanceBatch<T>(cursor: Loaded<T>): Promise<boolean> {
  const batch = await nextBatch(cursor.iterator);
  const head = batch?.[0];
  if (batch === undefined || head === undefined) return false;
  cursor.batch = batch;
  cursor.index = 0;
  cursor.head = head;
  return true;
}

async function nextBatch<T>(
  iterator: AsyncIterator<readonly T[]>,
): Promise<readonly T[] | undefined> {
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) return undefined;
    if (next.value.length > 0) return next.value;
  }
}

function removeTop<T>(heap: Loaded<T>[], compare: (a: T, b: T) => number): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  siftDown(heap, compare);
}

/** Lets the first cursor sink to where it belongs in the binary heap. */
function siftDown<T>(heap: Loaded<T>[], compare: (a: T, b: T) => number): void {
  const sinking = heap[0];
  if (sinking === undefined) return;
  let place = 0;
  for (;;) {
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    if (left === undefined) break;
    const useRight = right !== undefined && before(right, left, compare);
    const child = useRight ? right : left;
    if (!before(child, sinking, compare)) break;
    heap[place] = child;
    place = 2 * place + (useRight ? 2 : 1);
  }
  heap[place] = sinking;
}

function before<T>(a: Loaded<T>, b: Loaded<T>, compare: (a: T, b: T) => number): boolean {
  return (compare(a.head, b.head) || a.rank - b.rank) < 0;
}
