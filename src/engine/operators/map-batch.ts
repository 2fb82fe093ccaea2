import type { Document } from "../../expr/value.ts";
import type { Batch } from "../batch.ts";
import type { Operator, OperatorIo } from "../snap-context.ts";
import { documentsOf } from "./items.ts";

/**
 * One document in, any number out, on the first view. What `map` throws for a document goes to the Snap's error
 * behaviour and the others go on.
 */
export function mapBatch(map: (document: Document, out: Document[]) => void): Operator {
  return async function* mapped(io) {
    const [input] = io.inputs;
    if (input === undefined) return;
    for await (const batch of documentsOf(input)) {
      const out = mapAll(io, batch, map);
      for (const items of chunks(out, io.limits.batchSizeMax)) yield { view: 0, items };
    }
  };
}

/** As `mapBatch`, with an output per view: `outs[i]` is the output view at index `i`. */
export function routeBatch(
  viewCount: number,
  route: (document: Document, outs: readonly Document[][]) => void,
): Operator {
  return async function* routed(io) {
    const [input] = io.inputs;
    if (input === undefined) return;
    for await (const batch of documentsOf(input)) {
      const outs = Array.from({ length: viewCount }, (): Document[] => []);
      for (const document of batch) {
        try {
          route(document, outs);
        } catch (failure) {
          io.reject(document, failure);
        }
      }
      for (const [view, out] of outs.entries()) {
        for (const items of chunks(out, io.limits.batchSizeMax)) yield { view, items };
      }
    }
  };
}

function mapAll(
  io: OperatorIo,
  batch: Batch<Document>,
  map: (document: Document, out: Document[]) => void,
): Document[] {
  const out: Document[] = [];
  for (const document of batch) {
    const before = out.length;
    try {
      map(document, out);
    } catch (failure) {
      out.length = before;
      io.reject(document, failure);
    }
  }
  return out;
}

/** Cuts items into batches of at most `sizeMax`, none of them empty. */
export function* chunks<T>(items: readonly T[], sizeMax: number): Iterable<readonly T[]> {
  if (items.length === 0) return;
  if (items.length <= sizeMax) {
    yield items;
    return;
  }
  for (let start = 0; start < items.length; start += sizeMax)
    yield items.slice(start, start + sizeMax);
}
