import type { Document } from "../../expr/value.ts";
import type { Batch, Binary } from "../batch.ts";
import type { Operator } from "../snap-context.ts";
import { binariesOf } from "./items.ts";

/**
 * For parsers: turns each binary into documents. What `parse` throws goes to the error behaviour with the binary's
 * header as the original, and the next binary follows.
 */
export function parseEach(parse: (binary: Binary) => AsyncIterable<Batch<Document>>): Operator {
  return async function* parsed(io) {
    const [input] = io.inputs;
    if (input === undefined) return;
    for await (const batch of binariesOf(input)) {
      for (const binary of batch) {
        try {
          for await (const items of parse(binary)) if (items.length > 0) yield { view: 0, items };
        } catch (failure) {
          io.reject(binary.header, failure);
        }
      }
    }
  };
}
