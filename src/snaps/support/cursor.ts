/** A place in a stream of batches. `head` is the item there, undefined at the end. */
export interface Cursor<T> {
  readonly iterator: AsyncIterator<readonly T[]>;
  batch: readonly T[];
  index: number;
  head: T | undefined;
}

/** Opens a cursor at the first item. */
export async function openCursor<T>(source: AsyncIterable<readonly T[]>): Promise<Cursor<T>> {
  const iterator = source[Symbol.asyncIterator]();
  const cursor: Cursor<T> = { iterator, batch: [], index: 0, head: undefined };
  await advanceBatch(cursor);
  return cursor;
}

/** Goes to the next item if it has been read already; otherwise `advanceBatch` is to be awaited. */
export function advanceInside<T>(cursor: Cursor<T>): boolean {
  const head = cursor.batch[cursor.index + 1];
  if (head === undefined) return false;
  cursor.index++;
  cursor.head = head;
  return true;
}

/** Goes to the first item of the next batch that has one. */
export async function advanceBatch<T>(cursor: Cursor<T>): Promise<boolean> {
  for (;;) {
    const next = await cursor.iterator.next();
    cursor.batch = next.done === true ? [] : next.value;
    cursor.index = 0;
    cursor.head = cursor.batch[0];
    if (next.done === true || cursor.head !== undefined) return cursor.head !== undefined;
  }
}

/** Tells what feeds the cursors that nothing more is read. */
export async function closeCursors(cursors: readonly Cursor<unknown>[]): Promise<void> {
  for (const cursor of cursors) await cursor.iterator.return?.();
}
