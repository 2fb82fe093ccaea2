import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { chunks } from "../../engine/operators/map-batch.ts";
import { integer } from "../../engine/settings/integer.ts";
import { path } from "../../engine/settings/path.ts";
import { collect, documentBuffer } from "../support/document-buffer.ts";
import { requireMap } from "../support/require-map.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-groupbyn",
  version: 1,
  name: "TransformGroupByN",
  label: "Group By N",
  category: "transform",
  summary: "Puts every N documents into a list in one document.",
  details:
    "The last group comes out however small it is; without documents there is none. A group that grows past the Snap's share of memory waits on disk, but the one document that holds it has to fit into memory.",
  views: { input: one("document"), output: one("document") },
  settings: {
    groupSize: integer({ help: "Documents in a group; 0 puts all into one.", default: 0 }),
    targetField: path({ help: "Where the list goes, as in `$batch.rows`.", default: "group" }),
  },
  run: ({ settings: { groupSize, targetField }, spill, limits: { batchSizeMax } }) => {
    const size = groupSize === 0 ? Number.POSITIVE_INFINITY : groupSize;
    const { memoryBytesMax } = spill;
    const createBuffer = (): ReturnType<typeof documentBuffer> =>
      documentBuffer({ spill, memoryBytesMax, batchSizeMax });
    return async function* grouped({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      let buffer = createBuffer();
      const finish = async (): Promise<Document> => {
        const group = targetField.write({}, await collect(buffer));
        await buffer.remove();
        buffer = createBuffer();
        return requireMap(group, "The output of Group By N");
      };
      try {
        for await (const batch of documentsOf(input)) {
          const items: Document[] = [];
          let start = 0;
          while (start < batch.length) {
            const part = batch.slice(start, start + size - buffer.count);
            await buffer.append(part);
            start += part.length;
            if (buffer.count === size) items.push(await finish());
          }
          for (const part of chunks(items, batchSizeMax)) yield { view: 0, items: part };
        }
        if (buffer.count > 0) yield { view: 0, items: [await finish()] };
      } finally {
        await buffer.remove();
      }
    };
  },
  examples: [
    {
      title: "Pairs, and what is left over",
      settings: { groupSize: 2, targetField: "$pair" },
      given: [{ id: 1 }, { id: 2 }, { id: 3 }],
      gives: [{ pair: [{ id: 1 }, { id: 2 }] }, { pair: [{ id: 3 }] }],
    },
    {
      title: "All documents in one",
      given: [{ id: 1 }, { id: 2 }],
      gives: [{ group: [{ id: 1 }, { id: 2 }] }],
    },
    {
      title: "Without documents there is no group",
      given: [],
      gives: [],
    },
  ],
});
