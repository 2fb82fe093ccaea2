import { deepEquals } from "../../expr/equality.ts";
import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { table } from "../../engine/settings/table.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import type { CompareKeys } from "../support/compare-keys.ts";
import { advanceBatch, advanceInside, closeCursors, openCursor } from "../support/cursor.ts";
import type { Cursor } from "../support/cursor.ts";
import { joinField } from "../support/document-field.ts";
import type { SortEntry } from "../support/external-sort.ts";
import { compareStreams, inKeyOrder, sortedStreamSettings } from "../support/in-key-order.ts";

const settings = {
  joinPaths: table({
    help: "Which fields make two documents the same one.",
    required: true,
    columns: {
      leftPath: joinField({ help: "Path in the new document, as in `$id`." }),
      rightPath: joinField({ help: "Path in the original document; blank is the same path." }),
    },
  }),
  ...sortedStreamSettings,
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-diff",
  version: 1,
  name: "TransformDiff",
  label: "Diff",
  category: "transform",
  summary: "Compares two sorted streams: deleted, inserted, modified, unmodified.",
  details:
    "The first input is the new stream, the second the original. Documents with equal keys are compared as a whole; with a key that stands several times, the first is compared with the first, and so on; null is a key like any other. Of the four output views the first gets what only the original has, the second what only the new one has, the third the new document where the two differ, the fourth what is the same in both. Both inputs have to be in the order of the keys, unless they are sorted here, on disk past the Snap's share of memory. A document whose key is missing, a list or an object goes to the error view. No exported pipeline shows the keys of these settings; they are those of Join.",
  views: {
    input: { min: 2, max: 2, types: ["document"] },
    output: { min: 4, max: 4, types: ["document"] },
  },
  settings,
  run: diffOperator,
  examples: [
    {
      title: "What was deleted, inserted, modified, and is the same",
      settings: { joinPaths: [{ leftPath: "$id" }] },
      inputs: ["new", "original"],
      outputs: ["deletions", "insertions", "modified", "unmodified"],
      given: {
        new: [
          { id: 2, name: "Bob" },
          { id: 3, name: "Cyd" },
          { id: 4, name: "Dan" },
        ],
        original: [
          { id: 1, name: "Ada" },
          { id: 2, name: "Bob" },
          { id: 3, name: "Cid" },
        ],
      },
      gives: {
        deletions: [{ id: 1, name: "Ada" }],
        insertions: [{ id: 4, name: "Dan" }],
        modified: [{ id: 3, name: "Cyd" }],
        unmodified: [{ id: 2, name: "Bob" }],
      },
    },
    {
      title: "Unsorted streams, with keys of different names",
      settings: {
        joinPaths: [{ leftPath: "$id", rightPath: "$key" }],
        sortedStreams: "Unsorted",
      },
      inputs: ["new", "original"],
      outputs: ["deletions", "insertions", "modified", "unmodified"],
      given: { new: [{ id: 2 }, { id: 1 }], original: [{ key: 1 }, { key: 3 }] },
      gives: {
        deletions: [{ key: 3 }],
        insertions: [{ id: 2 }],
        modified: [{ id: 1 }],
        unmodified: [],
      },
    },
    {
      title: "A document without the key goes to the error view",
      settings: { joinPaths: [{ leftPath: "$id" }] },
      inputs: ["new", "original"],
      outputs: ["deletions", "insertions", "modified", "unmodified"],
      given: { new: [{ id: 1 }], original: [{ name: "x" }] },
      gives: { insertions: [{ id: 1 }] },
      errors: [{ error: "$id does not exist in the document", original: { name: "x" } }],
    },
    {
      title: "No key to compare by",
      inputs: ["new", "original"],
      outputs: ["deletions", "insertions", "modified", "unmodified"],
      given: { new: [{ id: 1 }], original: [] },
      fails: "lacks the setting `joinPaths`",
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

const views = { deleted: 0, inserted: 1, modified: 2, unmodified: 3 } as const;

function diffOperator(context: Context): Operator {
  const { settings: bound, spill, limits, reject } = context;
  const rows = bound.joinPaths.flatMap(({ leftPath, rightPath }) =>
    leftPath === undefined ? [] : [{ newer: leftPath, original: rightPath ?? leftPath }],
  );
  if (rows.length === 0) throw noKeys();
  const { batchSizeMax } = limits;
  const { sortedStreams: order, nullGreater } = bound;
  const compare = compareStreams(order, nullGreater, rows.length);
  const memoryBytesMax = spill.memoryBytesMax / 2;
  const options = { order, compare, spill, memoryBytesMax, batchSizeMax, reject };
  return async function* compared({ inputs: [newer, original] }): AsyncIterable<Emission> {
    if (newer === undefined || original === undefined) return;
    const inserted = inKeyOrder(
      documentsOf(newer),
      rows.map((row) => row.newer),
      options,
    );
    const deleted = inKeyOrder(
      documentsOf(original),
      rows.map((row) => row.original),
      options,
    );
    yield* emissions(differences(inserted, deleted, compare), batchSizeMax);
  };
}

interface Difference {
  readonly view: number;
  readonly document: Document;
}

async function* differences(
  newerEntries: AsyncIterable<readonly SortEntry[]>,
  originalEntries: AsyncIterable<readonly SortEntry[]>,
  compare: CompareKeys,
): AsyncIterable<Difference> {
  const cursors: Cursor<SortEntry>[] = [];
  try {
    const newer = await openCursor(newerEntries);
    cursors.push(newer);
    const original = await openCursor(originalEntries);
    cursors.push(original);
    while (newer.head !== undefined || original.head !== undefined) {
      const order = orderOf(newer.head, original.head, compare);
      if (order === 0 && newer.head !== undefined && original.head !== undefined) {
        const same = deepEquals(newer.head.document, original.head.document);
        yield { view: same ? views.unmodified : views.modified, document: newer.head.document };
      } else if (order > 0 && original.head !== undefined) {
        yield { view: views.deleted, document: original.head.document };
      } else if (newer.head !== undefined) {
        yield { view: views.inserted, document: newer.head.document };
      }
      if (order <= 0 && !advanceInside(newer)) await advanceBatch(newer);
      if (order >= 0 && !advanceInside(original)) await advanceBatch(original);
    }
  } finally {
    await closeCursors(cursors);
  }
}

/** Negative when the new document comes first, positive when the original does, 0 when they are the same one. */
function orderOf(
  newer: SortEntry | undefined,
  original: SortEntry | undefined,
  compare: CompareKeys,
): number {
  if (newer === undefined) return 1;
  if (original === undefined) return -1;
  return compare(newer.keys, original.keys);
}

/** Gathers what goes to each view; once one has a batch, all that was gathered goes on. */
async function* emissions(
  all: AsyncIterable<Difference>,
  batchSizeMax: number,
): AsyncIterable<Emission> {
  const gathered = Object.values(views).map((): Document[] => []);
  for await (const { view, document } of all) {
    const items = gathered[view];
    items?.push(document);
    if (items !== undefined && items.length >= batchSizeMax) yield* takeAll(gathered);
  }
  yield* takeAll(gathered);
}

function* takeAll(gathered: readonly Document[][]): Iterable<Emission> {
  for (const [view, items] of gathered.entries()) {
    if (items.length > 0) yield { view, items: items.splice(0) };
  }
}

function noKeys(): SnapFailure {
  return new SnapFailure(
    "Diff has no paths to compare by",
    'Expected a row in "joinPaths" with a left path; found none.',
    "Name the field that makes two documents the same one, such as `$id`.",
  );
}
