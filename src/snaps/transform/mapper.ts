import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { group } from "../../engine/settings/table.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { mapBinaries } from "../support/map-binaries.ts";
import { mapBelow, mapDocument, type MapDocument } from "../support/map-document.ts";
import { mappingTable } from "../support/mapping-table.ts";

const settings = {
  transformations: group({
    help: "The mapping.",
    fields: {
      mappingRoot: path({
        help: "Where the mapping applies; `$items[*]` maps every element of a list in its place.",
        default: "$",
      }),
      mappingTable: mappingTable({ help: "What to write where, from top to bottom." }),
    },
  }),
  passThrough: flag({
    help: "Keeps the fields that no row touches; otherwise only what is mapped comes out.",
    default: false,
  }),
  nullSafeAccess: flag({
    help: "Writes null for a missing path instead of failing the document.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-datatransform",
  version: 4,
  name: "TransformMapper",
  label: "Mapper",
  category: "transform",
  summary: "Builds a new document from expressions over the incoming one.",
  details:
    "Every row sees the original document, never what a row above wrote; of two rows with one target the later wins. A row without an expression is no row. A row without a target deletes the path its expression names: with Pass through a path that is not there is left alone, without it the document fails unless a row above wrote the path. Target `$` replaces the whole document and needs an object. With a mapping root, `$` is the element at hand and Pass through is about its fields; what lies above the root is always kept, and a root that leads nowhere fails the document unless null-safe access is on. Null is written like any value. Without an input view one document comes out, mapped from an empty one. On a binary input `$` is the header and `$content` the bytes, which are read whole when an expression may ask for them; a binary output passes the bytes on unless a row writes `$content`.",
  views: { input: optional("document", "binary"), output: one("document", "binary") },
  settings,
  run: mapOperator,
  examples: [
    {
      title: "Only what is mapped comes out",
      settings: {
        transformations: {
          mappingTable: [
            { expression: "$first + ' ' + $last", targetPath: "$name" },
            { expression: "parseInt($age)", targetPath: "age" },
          ],
        },
      },
      given: [{ first: "Ada", last: "Lovelace", age: "36", city: "London" }],
      gives: [{ name: "Ada Lovelace", age: 36 }],
    },
    {
      title: "Pass through keeps the rest, and a row without a target deletes",
      settings: {
        transformations: {
          mappingTable: [
            { expression: "$a", targetPath: "$b" },
            { expression: "$secret", targetPath: "" },
            { expression: "'x'", targetPath: "$deep.new" },
          ],
        },
        passThrough: true,
      },
      given: [{ a: 1, secret: "s", deep: { old: true } }],
      gives: [{ a: 1, deep: { old: true, new: "x" }, b: 1 }],
    },
    {
      title: "A target of $ replaces the document",
      settings: {
        transformations: { mappingTable: [{ expression: "$original", targetPath: "$" }] },
      },
      given: [{ error: "no", original: { id: 1 } }],
      gives: [{ id: 1 }],
    },
    {
      title: "Map the elements of a list in their place",
      settings: {
        transformations: {
          mappingRoot: "$items[*]",
          mappingTable: [{ expression: "$price * $count", targetPath: "$total" }],
        },
      },
      given: [
        {
          id: 7,
          items: [
            { price: 2, count: 3 },
            { price: 5, count: 1 },
          ],
        },
      ],
      gives: [{ id: 7, items: [{ total: 6 }, { total: 5 }] }],
    },
    {
      title: "Without an input view there is one document",
      settings: {
        transformations: { mappingTable: [{ expression: "_greeting", targetPath: "$text" }] },
      },
      parameters: { greeting: "hello" },
      inputs: [],
      gives: [{ text: "hello" }],
    },
    {
      title: "Null-safe access writes null for what is missing",
      settings: {
        transformations: { mappingTable: [{ expression: "$city", targetPath: "$town" }] },
        nullSafeAccess: true,
      },
      given: [{ id: 1 }],
      gives: [{ town: null }],
    },
    {
      title: "A missing path goes to the error view, and the others pass",
      settings: {
        transformations: { mappingTable: [{ expression: "$city", targetPath: "$town" }] },
      },
      given: [{ id: 1 }, { id: 2, city: "Bern" }],
      gives: [{ town: "Bern" }],
      errors: [{ original: { id: 1 } }],
    },
    {
      title: "Deleting needs Pass through",
      settings: { transformations: { mappingTable: [{ expression: "$id", targetPath: "" }] } },
      given: [{ id: 1 }],
      fails: "$id is not in the output to be deleted",
    },
  ],
});

function mapOperator(context: SnapContext<BoundSettings<typeof settings>>): Operator {
  const { transformations, passThrough, nullSafeAccess: nullSafe } = context.settings;
  const { mappingRoot, mappingTable: rows } = transformations;
  const map: MapDocument = mappingRoot.isRoot
    ? mapDocument(rows, passThrough)
    : mapBelow(mappingRoot, rows, { passThrough, nullSafe });
  const [input] = context.inputs;
  const output = context.outputs[0]?.type ?? "document";
  if (input === undefined) return once(map);
  if (input.type === "document" && output === "document") {
    return mapBatch((document, out) => out.push(map(document)));
  }
  return mapBinaries({ map, rows, passThrough, input: input.type, output });
}

function once(map: MapDocument): Operator {
  return async function* mappedOnce(io): AsyncIterable<Emission> {
    const empty: Document = {};
    try {
      yield { view: 0, items: [map(empty)] };
    } catch (failure) {
      io.reject(empty, failure);
    }
  };
}
