import { didYouMean } from "../../base/nearest.ts";
import type { Document } from "../../expr/value.ts";
import type { Batch, Documents, Emission } from "../../engine/batch.ts";
import { defineSnap, many } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import type { Operator, SnapContext, SnapInput, ViewInfo } from "../../engine/snap-context.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { documentBuffer } from "../support/document-buffer.ts";
import { joinField, type DocumentField } from "../support/document-field.ts";
import { compareStreams, inKeyOrder, sortedStreamSettings } from "../support/in-key-order.ts";
import { joinFields } from "../support/join-fields.ts";
import { mergeByPosition } from "../support/merge-by-position.ts";
import { mergeJoin } from "../support/merge-join.ts";

const settings = {
  joinType: choice({
    help: "Which documents without a match are kept; Merge pairs by position, without keys.",
    options: ["Inner", "Left outer", "Outer", "Merge"],
    default: "Inner",
  }),
  joinPaths: table({
    help: "Which fields have to be equal. Several rows for one view have to be equal together.",
    columns: {
      leftPath: joinField({ help: "Path in the left document, as in `$id`; `1` matches all." }),
      rightPath: joinField({ help: "Path in the right document; `1` matches all." }),
      rightInputView: text({ help: "Label of the right input view; blank is every one." }),
    },
  }),
  ...sortedStreamSettings,
  noMatchData: flag({
    help: "Sends documents without a match that the result leaves out to a second output view.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-multijoin",
  version: 1,
  name: "TransformJoin",
  label: "Join",
  category: "transform",
  summary: "Joins the documents of two or more inputs by equal fields.",
  details:
    "The first input is the left one; each further input is joined to what came out so far. Left fields stay as they are, right fields follow, and a right field whose name the left has is prefixed with the label of its view, as in `input1_Zip`. Null never matches; text and numbers never match each other. The constant 1 on both sides joins everything with everything. Left outer keeps left documents without a match, Outer those of both sides, with only the fields they have. Sorted inputs have to be in the order of the keys and are joined as they come: out of order, matches are lost. Unsorted inputs are sorted first, on disk past the Snap's share of memory, and the result is in the order of the key. Merge pairs the first documents, the second, and so on; when one input is longer the rest passes alone. A document whose key is missing, a list or an object goes to the error view.",
  views: { input: many("document", 2), output: { min: 1, max: 2, types: ["document"] } },
  settings,
  run: joinOperator,
  examples: [
    {
      title: "Inner join prefixes a right field that the left has too",
      settings: {
        joinPaths: [{ leftPath: "$Zip", rightPath: "$Zip", rightInputView: "input1" }],
        sortedStreams: "Unsorted",
      },
      given: {
        input0: [
          { id: 2, Zip: "3000" },
          { id: 1, Zip: "8000" },
          { id: 3, Zip: "9999" },
        ],
        input1: [
          { Zip: "8000", city: "Zurich" },
          { Zip: "3000", city: "Bern" },
        ],
      },
      gives: [
        { id: 2, Zip: "3000", input1_Zip: "3000", city: "Bern" },
        { id: 1, Zip: "8000", input1_Zip: "8000", city: "Zurich" },
      ],
    },
    {
      title: "Left outer keeps left documents without a match, and null matches nothing",
      settings: {
        joinType: "Left outer",
        joinPaths: [{ leftPath: "$k", rightPath: "$key", rightInputView: "prices" }],
        sortedStreams: "Unsorted",
      },
      inputs: ["orders", "prices"],
      given: {
        orders: [{ k: 1 }, { k: 2 }, { k: null }],
        prices: [
          { key: 1, price: 9 },
          { key: null, price: 0 },
        ],
      },
      gives: [{ k: null }, { k: 1, key: 1, price: 9 }, { k: 2 }],
    },
    {
      title: "Outer keeps both sides of inputs that are sorted",
      settings: {
        joinType: "Outer",
        joinPaths: [{ leftPath: "$a", rightPath: "$b", rightInputView: "input1" }],
      },
      given: { input0: [{ a: 1 }, { a: 3 }], input1: [{ b: 2 }, { b: 3 }, { b: 4 }] },
      gives: [{ a: 1 }, { b: 2 }, { a: 3, b: 3 }, { b: 4 }],
    },
    {
      title: "The constant 1 joins everything with everything",
      settings: {
        joinPaths: [
          {
            leftPath: { expression: "1" },
            rightPath: { expression: "1" },
            rightInputView: "input1",
          },
        ],
      },
      given: { input0: [{ a: 1 }, { a: 2 }], input1: [{ b: 1 }, { b: 2 }] },
      gives: [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 2, b: 1 },
        { a: 2, b: 2 },
      ],
    },
    {
      title: "Merge pairs by position",
      settings: { joinType: "Merge" },
      given: { input0: [{ a: 1 }, { a: 2 }], input1: [{ a: 3 }, { b: 4 }, { b: 5 }] },
      gives: [{ a: 1, input1_a: 3 }, { a: 2, b: 4 }, { b: 5 }],
    },
    {
      title: "Three inputs, one after the other",
      settings: {
        joinPaths: [
          { leftPath: "$id", rightPath: "$person", rightInputView: "input1" },
          { leftPath: "$town", rightPath: "$town", rightInputView: "input2" },
        ],
        sortedStreams: "Unsorted",
      },
      given: {
        input0: [{ id: 1 }, { id: 2 }],
        input1: [{ person: 2, town: "Bern" }],
        input2: [{ town: "Bern", canton: "BE" }],
      },
      gives: [{ id: 2, person: 2, town: "Bern", input2_town: "Bern", canton: "BE" }],
    },
    {
      title: "A document without the key goes to the error view",
      settings: {
        joinPaths: [{ leftPath: "$id", rightPath: "$id", rightInputView: "input1" }],
        sortedStreams: "Unsorted",
      },
      given: { input0: [{ id: 1 }, { name: "x" }], input1: [{ id: 1, n: 1 }] },
      gives: [{ id: 1, input1_id: 1, n: 1 }],
      errors: [{ error: "$id does not exist in the document", original: { name: "x" } }],
    },
    {
      title: "A view that does not exist",
      settings: {
        joinPaths: [{ leftPath: "$id", rightPath: "$id", rightInputView: "imput1" }],
      },
      given: { input0: [{ id: 1 }], input1: [{ id: 1 }] },
      fails: "names a view that it does not have",
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

interface JoinKeys {
  readonly left: DocumentField[];
  readonly right: DocumentField[];
}

function joinOperator(context: Context): Operator {
  const { joinType, joinPaths, noMatchData } = context.settings;
  const { batchSizeMax } = context.limits;
  if (joinType === "Merge") {
    return async function* merged({ inputs }): AsyncIterable<Emission> {
      const sources = inputs.map((input) => ({
        label: input.view.label,
        documents: documentsOf(input),
      }));
      for await (const items of mergeByPosition(sources, batchSizeMax)) yield { view: 0, items };
    };
  }
  const keys = new Map(
    context.inputs.slice(1).map((view) => [view.id, keysFor(view, context.inputs, joinPaths)]),
  );
  const tells = noMatchData && context.outputs.length > 1;
  return async function* joined({ inputs: [first, ...rights] }): AsyncIterable<Emission> {
    if (first === undefined) return;
    const dropped: Document[] = [];
    const drop = (document: Document): void => {
      if (tells) dropped.push(document);
    };
    let left = documentsOf(first);
    for (const right of rights) {
      const by = keys.get(right.view.id) ?? { left: [], right: [] };
      left = joinTwo(left, right, by, context, drop, rights.length);
    }
    for await (const items of left) {
      yield { view: 0, items };
      if (dropped.length > 0) yield { view: 1, items: takeAll(dropped) };
    }
    if (dropped.length > 0) yield { view: 1, items: takeAll(dropped) };
  };
}

function joinTwo(
  left: Documents,
  right: SnapInput,
  keys: JoinKeys,
  { settings: bound, spill, limits: { batchSizeMax }, reject }: Context,
  drop: (document: Document) => void,
  stages: number,
): Documents {
  const { joinType, sortedStreams: order, nullGreater } = bound;
  const compare = compareStreams(order, nullGreater, keys.left.length);
  // Each stage holds two sorts and the right documents of one key.
  const memoryBytesMax = spill.memoryBytesMax / (3 * stages);
  const options = { order, compare, spill, memoryBytesMax, batchSizeMax, reject };
  const leftEntries = inKeyOrder(left, keys.left, options);
  return mergeJoin(leftEntries, inKeyOrder(documentsOf(right), keys.right, options), {
    compare,
    combine: (one, other) => joinFields(one, other, right.view.label),
    keepsLeft: joinType !== "Inner",
    keepsRight: joinType === "Outer",
    drop,
    createBuffer: () => documentBuffer({ spill, memoryBytesMax, batchSizeMax }),
    batchSizeMax,
  });
}

function keysFor(
  view: ViewInfo,
  inputs: readonly ViewInfo[],
  joinPaths: Context["settings"]["joinPaths"],
): JoinKeys {
  const keys: JoinKeys = { left: [], right: [] };
  const labels = inputs.slice(1).map((input) => input.label);
  for (const { leftPath, rightPath, rightInputView: label } of joinPaths) {
    if (label !== "" && !labels.includes(label)) throw noSuchView(label, labels);
    if (label !== "" && label !== view.label) continue;
    if (leftPath === undefined || rightPath === undefined) continue;
    keys.left.push(leftPath);
    keys.right.push(rightPath);
  }
  if (keys.left.length > 0) return keys;
  throw new SnapFailure(
    `Join has no paths for the input view "${view.label}"`,
    `Expected a row in "joinPaths" with a left path, a right path and the view "${view.label}"; found none.`,
    'Add the row; `1` on both sides joins everything, and the join type "Merge" needs no rows.',
  );
}

function noSuchView(label: string, labels: readonly string[]): SnapFailure {
  return new SnapFailure(
    `Join has no right input view "${label}"`,
    `Expected the label of an input view but the first; found "${label}". They are ${labels.map((known) => `"${known}"`).join(", ")}.`,
    `Name one of them in "rightInputView". ${didYouMean(label, labels)}`.trim(),
  );
}

function takeAll(documents: Document[]): Batch<Document> {
  return documents.splice(0, documents.length);
}
