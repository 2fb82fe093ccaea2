import type { Document } from "../../expr/value.ts";
import type { Batch, Binary } from "../batch.ts";
import type { Operator, OperatorIo } from "../snap-context.ts";
import { documentsOf } from "./items.ts";

/**
 * For generators and readers: `produce` runs once with `undefined` when the Snap has no input view, otherwise once per
 * input document. What it throws for an input document goes to the error behaviour; without input it ends the run,
 * unless the error view takes it.
 */
export function generate<T extends Document | Binary>(
  produce: (document: Document | undefined) => AsyncIterable<Batch<T>> | Iterable<Batch<T>>,
): Operator {
  return async function* generated(io) {
    const [input] = io.inputs;
    if (input === undefined) {
      yield* produceFor(io, undefined, produce);
      return;
    }
    for await (const batch of documentsOf(input)) {
      for (const document of batch) yield* produceFor(io, document, produce);
    }
  };
}

async function* produceFor<T extends Document | Binary>(
  io: OperatorIo,
  document: Document | undefined,
  produce: (document: Document | undefined) => AsyncIterable<Batch<T>> | Iterable<Batch<T>>,
): AsyncIterable<{ view: number; items: Batch<T> }> {
  try {
    for await (const items of produce(document)) if (items.length > 0) yield { view: 0, items };
  } catch (failure) {
    io.reject(document ?? {}, failure);
  }
}
