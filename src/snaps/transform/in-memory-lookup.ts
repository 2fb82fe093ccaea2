import { setOwn } from "../../base/json.ts";
import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { integer } from "../../engine/settings/integer.ts";
import { table } from "../../engine/settings/table.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { copyDocument } from "../support/copy-document.ts";
import { joinField } from "../support/document-field.ts";
import { joinFields } from "../support/join-fields.ts";
import { lookupTable } from "../support/lookup-table.ts";
import { withKeys } from "../support/with-keys.ts";

const settings = {
  joinPaths: table({
    help: "Which fields have to be equal; several rows have to be equal together.",
    required: true,
    columns: {
      leftPath: joinField({ help: "Path in the documents of the first input, as in `$id`." }),
      rightPath: joinField({ help: "Path in the documents of the table." }),
    },
  }),
  singleDocumentOutput: flag({
    help: "One document for every left document, with all that was found in a list.",
    default: false,
  }),
  maxMemoryPercentage: integer({
    help: "Accepted and without effect: the table goes on disk past the Snap's share of memory.",
    default: 85,
    maximum: 100,
  }),
  nullSafeAccess: flag({
    help: "Reads a missing path as null instead of failing the document.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-inmemorylookup",
  version: 1,
  name: "TransformInMemoryLookup",
  label: "In-Memory Lookup",
  category: "transform",
  summary: "Looks documents up in a second stream, whose order does not matter.",
  details:
    "The second input is read whole first and is the table. A left document comes out once for every document that it finds, as a Join makes it: left fields as they are, right fields after them, prefixed with the label of the right view where the left has the name. With `singleDocumentOutput` it comes out once, with a list of what it found under `lookup results`. One that finds nothing passes as it is. The order is that of the left input. Null finds nothing; text and numbers never match each other. A document whose key is missing, a list or an object goes to the error view. A table past the Snap's share of memory waits on disk, and is then read again for every part of the left input that fits into memory.",
  views: {
    input: { min: 2, max: 2, types: ["document"] },
    output: { min: 1, max: 1, types: ["document"] },
  },
  settings,
  run: lookupOperator,
  examples: [
    {
      title: "The price of each order",
      settings: { joinPaths: [{ leftPath: "$item", rightPath: "$item" }] },
      inputs: ["orders", "prices"],
      given: {
        orders: [{ item: "b" }, { item: "x" }, { item: "a" }],
        prices: [
          { item: "a", price: 1 },
          { item: "b", price: 2 },
        ],
      },
      gives: [
        { item: "b", prices_item: "b", price: 2 },
        { item: "x" },
        { item: "a", prices_item: "a", price: 1 },
      ],
    },
    {
      title: "All that was found, in one document",
      settings: {
        joinPaths: [{ leftPath: "$id", rightPath: "$customer" }],
        singleDocumentOutput: true,
      },
      given: {
        input0: [{ id: 1 }, { id: 2 }],
        input1: [
          { customer: 1, n: "a" },
          { customer: 1, n: "b" },
        ],
      },
      gives: [
        {
          id: 1,
          "lookup results": [
            { customer: 1, n: "a" },
            { customer: 1, n: "b" },
          ],
        },
        { id: 2 },
      ],
    },
    {
      title: "Null finds nothing, and what has no key goes to the error view",
      settings: { joinPaths: [{ leftPath: "$k", rightPath: "$k" }] },
      given: { input0: [{ k: null }, { id: 1 }], input1: [{ k: null, v: 1 }] },
      gives: [{ k: null }],
      errors: [{ error: "$k does not exist in the document", original: { id: 1 } }],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

function lookupOperator(context: Context): Operator {
  const { settings: bound, spill, limits, reject } = context;
  const rows = bound.joinPaths.flatMap(({ leftPath, rightPath }) =>
    leftPath === undefined || rightPath === undefined ? [] : [{ leftPath, rightPath }],
  );
  if (rows.length === 0) throw noKeys();
  const keyed = {
    left: rows.map((row) => row.leftPath),
    right: rows.map((row) => row.rightPath),
  };
  const { batchSizeMax } = limits;
  const { memoryBytesMax } = spill;
  const combine = bound.singleDocumentOutput ? gathered : joinedWith(context.inputs[1]?.label);
  return async function* looked({ inputs: [left, right] }): AsyncIterable<Emission> {
    if (left === undefined || right === undefined) return;
    const entries = withKeys(documentsOf(right), keyed.right, reject);
    const found = await lookupTable(entries, rows.length, { spill, memoryBytesMax, batchSizeMax });
    try {
      let out: Document[] = [];
      for await (const { document, matches } of found.look(
        withKeys(documentsOf(left), keyed.left, reject),
      )) {
        for (const combined of combine(document, matches)) {
          out.push(combined);
          if (out.length < batchSizeMax) continue;
          yield { view: 0, items: out };
          out = [];
        }
      }
      if (out.length > 0) yield { view: 0, items: out };
    } finally {
      await found.remove();
    }
  };
}

type Combine = (document: Document, matches: readonly Document[]) => Iterable<Document>;

function joinedWith(label = ""): Combine {
  return function* joined(document, matches) {
    if (matches.length === 0) yield document;
    for (const match of matches) yield joinFields(document, match, label);
  };
}

function* gathered(document: Document, matches: readonly Document[]): Iterable<Document> {
  if (matches.length > 0) setOwn(document, "lookup results", matches.map(copyDocument));
  yield document;
}

function noKeys(): SnapFailure {
  return new SnapFailure(
    "In-Memory Lookup has no paths to look up by",
    'Expected a row in "joinPaths" with a left and a right path; found none.',
    "Name the fields that have to be equal, such as `$id`; `1` on both sides matches everything.",
  );
}
