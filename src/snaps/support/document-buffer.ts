import type { Document } from "../../expr/value.ts";
import type { Batch, Documents } from "../../engine/batch.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import type { SpillFile, SpillSpace } from "../../engine/spill-space.ts";
import { detachDocument } from "./detach.ts";
import { sizeOf } from "../../engine/spill/size-of.ts";

/** Documents in the order they came, in memory, and past a share of memory on disk. Filled, then read any number of times. */
export interface DocumentBuffer {
  readonly count: number;
  append(documents: Batch<Document>): Promise<void>;
  read(): Documents;
  remove(): Promise<void>;
}

export function documentBuffer(options: {
  readonly spill: SpillSpace;
  readonly memoryBytesMax: number;
  readonly batchSizeMax: number;
}): DocumentBuffer {
  let file: SpillFile | undefined;
  let held: Document[] = [];
  let heldBytes = 0;
  let count = 0;
  return {
    get count() {
      return count;
    },
    async append(documents) {
      count += documents.length;
      for (const document of documents) {
        held.push(detachDocument(document));
        heldBytes += sizeOf(document);
      }
      if (heldBytes <= options.memoryBytesMax) return;
      file ??= await options.spill.createFile();
      for (const part of chunks(held, options.batchSizeMax)) await file.append(part);
      held = [];
      heldBytes = 0;
    },
    async *read() {
      if (file !== undefined) yield* file.read();
      yield* chunks(held, options.batchSizeMax);
    },
    async remove() {
      held = [];
      await file?.remove();
      file = undefined;
    },
  };
}

/** All documents of a buffer in one list. */
export async function collect(buffer: DocumentBuffer): Promise<Document[]> {
  const all: Document[] = [];
  for await (const batch of buffer.read()) for (const document of batch) all.push(document);
  return all;
}
