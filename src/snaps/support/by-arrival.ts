/** A batch with the index of the source it came from. */
export interface Arrival<T> {
  readonly source: number;
  readonly value: T;
}

/**
 * Reads several sources at once and yields what comes in the order in which it comes; each source keeps its own order.
 * Holds at most one value of every source. When the reader stops, every source is told to.
 */
export async function* byArrival<T>(
  sources: readonly AsyncIterable<T>[],
): AsyncIterable<Arrival<T>> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const ready: { source: number; result: IteratorResult<T> | Failed }[] = [];
  const pending = new Set<number>();
  let wake: (() => void) | undefined;
  const settle = (source: number, result: IteratorResult<T> | Failed): void => {
    pending.delete(source);
    ready.push({ source, result });
    wake?.();
  };
  const pull = (source: number): void => {
    pending.add(source);
    iterators[source]?.next().then(
      (result) => settle(source, result),
      (error: unknown) => settle(source, { failed: true, error }),
    );
  };
  try {
    for (const source of iterators.keys()) pull(source);
    for (let open = iterators.length; open > 0;) {
      const next = ready.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const { source, result } = next;
      if ("failed" in result) throw result.error;
      if (result.done === true) {
        open--;
        continue;
      }
      yield { source, value: result.value };
      pull(source);
    }
  } finally {
    for (const [source, iterator] of iterators.entries()) {
      const returned = Promise.resolve(iterator.return?.()).catch(() => {});
      // One that is waiting stops when what it waits for comes; the others have stopped when this ends.
      if (!pending.has(source)) await returned;
    }
  }
}

interface Failed {
  readonly failed: true;
  readonly error: unknown;
}
