import type { Batch } from "./batch.ts";
import { chunks } from "./operators/map-batch.ts";
import type { SnapInput } from "./snap-context.ts";
import type { SnapStatistics } from "./snap-statistics.ts";

/** An input view that counts what passes, and can be finished when the Snap left it before its end. */
export interface CountedInput extends SnapInput {
  /** Tells the Snap upstream that no more is wanted, in case nobody has yet. */
  finish(): Promise<void>;
}

export function inputOf(
  view: SnapInput["view"],
  source: AsyncIterable<Batch>,
  statistics: SnapStatistics,
  batchSizeMax: number,
): CountedInput {
  let begun = false;
  async function* counted(): AsyncIterable<Batch> {
    begun = true;
    for await (const batch of source) {
      for (const part of chunks(batch, batchSizeMax)) {
        statistics.count("inputs", view.id, part.length);
        yield part;
      }
    }
  }
  return {
    view,
    batches: counted(),
    finish: async () => {
      if (begun) return;
      for await (const _ of source) break;
    },
  };
}
