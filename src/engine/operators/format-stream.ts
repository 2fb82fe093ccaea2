import type { Documents } from "../batch.ts";
import type { Operator } from "../snap-context.ts";
import type { Document } from "../../expr/value.ts";
import { documentsOf } from "./items.ts";

/**
 * For formatters: one binary for the whole stream. `format` yields its bytes while documents arrive, so nothing is
 * held. `header` is made from the first document. With `ignoreEmpty`, an empty stream makes no binary.
 */
export function formatStream(options: {
  readonly header: (first: Document | undefined) => Document;
  readonly format: (documents: Documents) => AsyncIterable<Uint8Array>;
  readonly ignoreEmpty: boolean;
}): Operator {
  return async function* formatted({ inputs: [input] }) {
    if (input === undefined) return;
    const batches = documentsOf(input)[Symbol.asyncIterator]();
    const first = await batches.next();
    if (first.done === true && options.ignoreEmpty) return;
    async function* all(): Documents {
      try {
        if (first.done === true) return;
        yield first.value;
        for (let next = await batches.next(); next.done !== true; next = await batches.next())
          yield next.value;
      } finally {
        await batches.return?.();
      }
    }
    const header = options.header(first.done === true ? undefined : first.value[0]);
    yield { view: 0, items: [{ header, content: options.format(all()) }] };
  };
}
