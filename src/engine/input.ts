import type { Batch } from "./batch.ts";
import { chunks } from "./operators/map-batch.ts";
import type { SnapInput } from "./snap-context.ts";
import type { SnapStatistics } from "./snap-statistics.ts";

/** An input view that counts what passes. */
export interface CountedInput extends SnapInput {
  /** Tells the Snap upstream that nothing is wanted, when the reading never began. */
  finish(): Promise<void>;
}

export function inputOf(options: {
  readonly view: SnapInput["view"];
  readonly source: AsyncIterable<Batch>;
  readonly statistics: SnapStatistics;
  readonly batchSizeMax: number;
  /** Sends on what was rejected of the last batch, before the next one is taken. */
  readonly flush: () => Promise<void>;
}): CountedInput {
  const { view, source, statistics, batchSizeMax, flush } = options;
  let begun = false;
  async function* counted(): AsyncIterable<Batch> {
    begun = true;
    for await (const batch of source) {
      for (const part of chunks(batch, batchSizeMax)) {
        statistics.count("inputs", view.id, part.length);
        yield part;
        await flush();
      }
    }
  }
  return {
    view,
    batches: counted(),
    finish: async () => {
      if (!begun) await source[Symbol.asyncIterator]().return?.();
    },
  };
}
