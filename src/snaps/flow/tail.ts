import type { Document } from "../../expr/value.ts";
import type { Documents } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { integer } from "../../engine/settings/integer.ts";
import { documentBuffer, type DocumentBuffer } from "../support/document-buffer.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-flow-tail",
  version: 1,
  name: "FlowTail",
  label: "Tail",
  category: "flow",
  summary: "Passes the last documents of a stream.",
  details:
    "Counts from the end: passes over the last `offset` documents and lets the `numOfDocs` before them through, in the order in which they came. Past its share of memory it keeps them on disk.",
  views: { input: one("document"), output: one("document") },
  settings: {
    numOfDocs: integer({ help: "Documents to let through.", default: 1 }),
    offset: integer({ help: "Documents at the end to pass over.", default: 0 }),
  },
  run: ({ settings: { numOfDocs, offset }, spill, limits: { batchSizeMax } }) =>
    async function* last({ inputs: [input] }) {
      if (input === undefined || numOfDocs === 0) return;
      const keep = numOfDocs + offset;
      const memoryBytesMax = spill.memoryBytesMax / 2;
      const window = slidingWindow(keep, () =>
        documentBuffer({ spill, memoryBytesMax, batchSizeMax }),
      );
      try {
        for await (const batch of documentsOf(input)) {
          for (const part of chunks(batch, keep)) await window.append(part);
        }
        const held = window.buffers().reduce((sum, buffer) => sum + buffer.count, 0);
        const end = Math.max(held - offset, 0);
        let place = 0;
        for await (const batch of readAll(window.buffers())) {
          const start = Math.max(held - keep - place, 0);
          const items = batch.slice(start, Math.max(end - place, 0));
          place += batch.length;
          if (items.length > 0) yield { view: 0, items };
        }
      } finally {
        for (const buffer of window.buffers()) await buffer.remove();
      }
    },
  examples: [
    {
      title: "The last document",
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ id: 2 }],
    },
    {
      title: "Two documents before the last",
      settings: { numOfDocs: 2, offset: 1 },
      given: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
      gives: [{ id: 2 }, { id: 3 }],
    },
    {
      title: "A short stream passes as far as it goes",
      settings: { numOfDocs: 5 },
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ id: 1 }, { id: 2 }],
    },
  ],
});

/**
 * Two buffers that together hold at least the last `keep` documents and at most twice as many: when the younger is
 * full, the older is thrown away whole.
 */
function slidingWindow(
  keep: number,
  createBuffer: () => DocumentBuffer,
): { append(documents: readonly Document[]): Promise<void>; buffers(): DocumentBuffer[] } {
  let older: DocumentBuffer | undefined;
  let younger = createBuffer();
  return {
    async append(documents) {
      if (younger.count >= keep) {
        await older?.remove();
        older = younger;
        younger = createBuffer();
      }
      await younger.append(documents);
    },
    buffers: () => (older === undefined ? [younger] : [older, younger]),
  };
}

async function* readAll(buffers: readonly DocumentBuffer[]): Documents {
  for (const buffer of buffers) yield* buffer.read();
}
