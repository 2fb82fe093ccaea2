import { setOwn } from "../../base/json.ts";
import type { Document, Value } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { compareKeysBy } from "../support/compare-keys.ts";
import { collect, documentBuffer, type DocumentBuffer } from "../support/document-buffer.ts";
import { documentField, type DocumentField } from "../support/document-field.ts";
import { requireMap } from "../support/require-map.ts";
import { withKeys } from "../support/with-keys.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-groupbyfields",
  version: 1,
  name: "TransformGroupByFields",
  label: "Group By Fields",
  category: "transform",
  summary: "Puts documents with equal fields that follow each other into one document.",
  details:
    "A group ends where a key changes: sort first to have each key once. The document holds the list at `targetField` and the key values under `groupBy`, named by the last name of their paths. A document without a key, or with a list or object for one, goes to the error view. A second output view gets one document at the end, `{groups, documents, smallest, largest}`. A group past the Snap's share of memory waits on disk, but the one document that holds it has to fit into memory.",
  views: {
    input: one("document"),
    output: { min: 1, max: 2, types: ["document"] },
  },
  settings: {
    fields: table({
      help: "What makes a group.",
      required: true,
      columns: { field: documentField({ help: "Path of a scalar, as in `$order`." }) },
    }),
    targetField: path({ help: "Where the list goes.", default: "group" }),
    nullSafeAccess: flag({
      help: "Reads a missing path as null instead of failing the document.",
      default: false,
    }),
  },
  run: ({ settings: { fields, targetField }, spill, limits: { batchSizeMax }, outputs }) => {
    const by = fields.flatMap(({ field }) => (field === undefined ? [] : [field]));
    const compare = compareKeysBy({ directions: by.map(() => 1), nullGreater: false });
    const { memoryBytesMax } = spill;
    const createBuffer = (): DocumentBuffer =>
      documentBuffer({ spill, memoryBytesMax, batchSizeMax });
    return async function* grouped(io): AsyncIterable<Emission> {
      const [input] = io.inputs;
      if (input === undefined) return;
      const sizes = statistics();
      let keys: readonly Value[] | undefined;
      let buffer = createBuffer();
      const finish = async (): Promise<Document> => {
        sizes.add(buffer.count);
        const listed = targetField.write({}, await collect(buffer));
        const document = requireMap(listed, "The output of Group By Fields");
        setOwn(document, "groupBy", keysByName(by, keys ?? []));
        await buffer.remove();
        buffer = createBuffer();
        return document;
      };
      try {
        for await (const entries of withKeys(documentsOf(input), by, io.reject)) {
          const items: Document[] = [];
          let same: Document[] = [];
          for (const entry of entries) {
            if (keys !== undefined && compare(keys, entry.keys) !== 0) {
              await buffer.append(same);
              same = [];
              items.push(await finish());
            }
            keys = entry.keys;
            same.push(entry.document);
          }
          await buffer.append(same);
          if (items.length > 0) yield { view: 0, items };
        }
        if (buffer.count > 0) yield { view: 0, items: [await finish()] };
        if (outputs.length > 1) yield { view: 1, items: [sizes.document()] };
      } finally {
        await buffer.remove();
      }
    };
  },
  examples: [
    {
      title: "The lines of an order in one document",
      settings: { fields: [{ field: "$order" }], targetField: "lines" },
      given: [
        { order: 1, item: "a" },
        { order: 1, item: "b" },
        { order: 2, item: "c" },
      ],
      gives: [
        {
          lines: [
            { order: 1, item: "a" },
            { order: 1, item: "b" },
          ],
          groupBy: { order: 1 },
        },
        { lines: [{ order: 2, item: "c" }], groupBy: { order: 2 } },
      ],
    },
    {
      title: "A key that comes back begins another group",
      settings: { fields: [{ field: "$k" }] },
      given: [{ k: "a" }, { k: "b" }, { k: "a" }],
      gives: [
        { group: [{ k: "a" }], groupBy: { k: "a" } },
        { group: [{ k: "b" }], groupBy: { k: "b" } },
        { group: [{ k: "a" }], groupBy: { k: "a" } },
      ],
    },
    {
      title: "A second view tells how many groups there were",
      settings: { fields: [{ field: "$k" }] },
      outputs: ["output0", "output1"],
      given: [{ k: 1 }, { k: 1 }],
      gives: {
        output0: [{ group: [{ k: 1 }, { k: 1 }], groupBy: { k: 1 } }],
        output1: [{ groups: 1, documents: 2, smallest: 2, largest: 2 }],
      },
    },
    {
      title: "A document without the field goes to the error view",
      settings: { fields: [{ field: "$k" }] },
      given: [{ k: 1 }, { id: 2 }],
      gives: [{ group: [{ k: 1 }], groupBy: { k: 1 } }],
      errors: [{ error: "$k does not exist in the document", original: { id: 2 } }],
    },
  ],
});

function keysByName(fields: readonly DocumentField[], keys: readonly Value[]): Document {
  const named: Document = {};
  for (const [index, field] of fields.entries()) setOwn(named, field.name, keys[index] ?? null);
  return named;
}

function statistics(): { add(size: number): void; document(): Document } {
  let groups = 0;
  let documents = 0;
  let smallest = 0;
  let largest = 0;
  return {
    add(size) {
      smallest = groups === 0 ? size : Math.min(smallest, size);
      largest = Math.max(largest, size);
      groups++;
      documents += size;
    },
    document: () => ({ groups, documents, smallest, largest }),
  };
}
