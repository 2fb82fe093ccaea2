import { hash } from "node:crypto";
import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { keyText } from "../support/key-text.ts";
import {
  drainPartitions,
  keyPartitions,
  type PartitionTable,
  type Sequenced,
} from "../support/key-partitions.ts";
import { sizeOf } from "../../engine/spill/size-of.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-unique",
  version: 1,
  name: "TransformUnique",
  label: "Unique",
  category: "transform",
  summary: "Drops documents that came before.",
  details:
    'Documents are compared as a whole: the same fields with the same values of the same kinds, in any order of the fields; "1" and 1 are different. Duplicates need not follow each other. The first of each comes out, in the order in which they came. Past its share of memory the Snap goes on on disk, and what it meets there for the first time comes out at the end.',
  views: { input: one("document"), output: one("document") },
  settings: {},
  run: ({ spill, limits: { batchSizeMax } }) => {
    const { memoryBytesMax } = spill;
    const options = { spill, memoryBytesMax, batchSizeMax };
    return async function* distinct({ inputs: [input] }): AsyncIterable<Emission> {
      if (input === undefined) return;
      const seen = keySet(memoryBytesMax);
      const partitions = keyPartitions(options, 0);
      let sequence = 0;
      try {
        for await (const batch of documentsOf(input)) {
          const items: Document[] = [];
          for (const document of batch) {
            sequence++;
            const key = keyOf(document);
            if (seen.has(key)) continue;
            if (seen.add(key)) items.push(document);
            else partitions.add(key, { sequence, document });
          }
          await partitions.settle();
          if (items.length > 0) yield { view: 0, items };
        }
        for await (const late of drainPartitions(
          partitions,
          () => firsts(memoryBytesMax),
          options,
        )) {
          yield { view: 0, items: late.map((entry) => entry.document) };
        }
      } finally {
        await partitions.remove();
      }
    };
  },
  examples: [
    {
      title: "The second of two equal documents is dropped",
      given: [{ id: 1 }, { id: 2 }, { id: 1 }],
      gives: [{ id: 1 }, { id: 2 }],
    },
    {
      title: "The order of the fields does not count, the kind of the values does",
      given: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
        { a: "1", b: 2 },
      ],
      gives: [
        { a: 1, b: 2 },
        { a: "1", b: 2 },
      ],
    },
  ],
});

/** Estimated bytes of a key of 44 characters in a set. */
const keyBytes = 128;

/** Long texts are replaced by their SHA-256, so that keys have a size that can be counted. */
function keyOf(document: Document): string {
  const text = keyText(document);
  return text.length > 44 ? hash("sha256", text, "base64") : text;
}

interface KeySet {
  has(key: string): boolean;
  /** Adds a key that takes `bytes` more; `false` when there is no room. The first key always has room. */
  add(key: string, bytes?: number): boolean;
}

function keySet(memoryBytesMax: number): KeySet {
  const keys = new Set<string>();
  let held = 0;
  return {
    has: (key) => keys.has(key),
    add: (key, bytes = 0) => {
      if (keys.size > 0 && held >= memoryBytesMax) return false;
      held += keyBytes + bytes;
      keys.add(key);
      return true;
    },
  };
}

/** Keeps the first document of each key. */
function firsts(memoryBytesMax: number): PartitionTable<Sequenced> {
  const seen = keySet(memoryBytesMax);
  const results: Sequenced[] = [];
  return {
    keyOf: (entry) => keyOf(entry.document),
    take: (entry) => {
      const key = keyOf(entry.document);
      if (seen.has(key)) return true;
      if (!seen.add(key, sizeOf(entry.document))) return false;
      results.push(entry);
      return true;
    },
    results: () => results,
  };
}
