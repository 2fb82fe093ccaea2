import type { JsonPath } from "../../expr/path/json-path.ts";
import type { Document, Value } from "../../expr/value.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { text } from "../../engine/settings/text.ts";
import { copyDocument, copyValue } from "../support/copy-document.ts";
import { missingPath } from "../support/missing-path.ts";
import { requireMap } from "../support/require-map.ts";
import { updateAt } from "../support/structure-operation.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-structuraltransform",
  version: 1,
  name: "TransformStructure",
  label: "Structure",
  category: "transform",
  summary: "Moves, copies and deletes parts of a document by their paths.",
  details:
    'All values are read from the original document. First what is moved or deleted is taken out, then the rows write from top to bottom, so that a path can be moved more than once and two paths can change places. `update` looks at what is at its target: a scalar or nothing is replaced, an object gets a field named as the source\'s last name, a list of scalars gets an element, a list of objects that field in each, a list of lists an element in each; a list of different kinds fails the document. With `passThrough` "Yes" the rest of the document is kept; otherwise only what rows write comes out. A source that does not exist fails the document, except in `delete`; with null-safe access it is null. A row without a target deletes.',
  views: { input: one("document"), output: one("document") },
  settings: {
    mappingTable: table({
      help: "What to do, from top to bottom.",
      columns: {
        sourcePath: path({ help: "Where the value is, as in `$original`." }),
        operation: choice({
          help: "What to do with it.",
          options: ["move", "delete", "update"],
          default: "move",
        }),
        targetPath: path({ help: "Where it goes, as in `$`." }),
      },
    }),
    passThrough: text({
      help: '"Yes" keeps what no row touches; "None - new map" starts from an empty document.',
      default: "None - new map",
    }),
    nullSafeAccess: flag({
      help: "Reads a missing path as null instead of failing the document.",
      default: false,
    }),
  },
  run: ({ settings: { mappingTable, passThrough, nullSafeAccess } }) => {
    const rows = mappingTable.flatMap(({ sourcePath, operation, targetPath }) =>
      sourcePath === undefined ? [] : [{ source: sourcePath, operation, target: targetPath }],
    );
    const keeps = /^(yes|true)$/i.test(passThrough.trim());
    return mapBatch((document, out) => {
      let result: Document = keeps ? copyDocument(document) : {};
      for (const { source, operation, target } of rows)
        if (operation !== "update" || target === undefined) source.remove(result);
      for (const { source, operation, target } of rows) {
        if (operation === "delete" || target === undefined) continue;
        const value = read(source, document, nullSafeAccess);
        result =
          operation === "update"
            ? updateAt(result, source, target, value)
            : requireMap(target.write(result, copyValue(value)), "The document");
      }
      out.push(result);
    });
  },
  examples: [
    {
      title: "Make a part the whole",
      settings: {
        mappingTable: [{ sourcePath: "$original", operation: "move", targetPath: "$" }],
      },
      given: [{ error: "no", original: { id: 1 } }],
      gives: [{ id: 1 }],
    },
    {
      title: "Move and delete, and keep the rest",
      settings: {
        mappingTable: [
          { sourcePath: "$first", operation: "move", targetPath: "$name.first" },
          { sourcePath: "$secret", operation: "delete", targetPath: "" },
        ],
        passThrough: "Yes",
      },
      given: [{ id: 1, first: "Ada", secret: "s" }],
      gives: [{ id: 1, name: { first: "Ada" } }],
    },
    {
      title: "What an update does depends on what is there",
      settings: {
        mappingTable: [
          { sourcePath: "$n", operation: "update", targetPath: "$value" },
          { sourcePath: "$n", operation: "update", targetPath: "$map" },
          { sourcePath: "$n", operation: "update", targetPath: "$list" },
          { sourcePath: "$n", operation: "update", targetPath: "$maps" },
          { sourcePath: "$n", operation: "update", targetPath: "$lists" },
        ],
        passThrough: "Yes",
      },
      given: [{ n: 7, value: 0, map: {}, list: [1], maps: [{ a: 1 }], lists: [[1], []] }],
      gives: [
        {
          n: 7,
          value: 7,
          map: { n: 7 },
          list: [1, 7],
          maps: [{ a: 1, n: 7 }],
          lists: [[1, 7], [7]],
        },
      ],
    },
    {
      title: "A missing source goes to the error view",
      settings: {
        mappingTable: [{ sourcePath: "$name", operation: "move", targetPath: "$title" }],
      },
      given: [{ names: "x" }],
      gives: [],
      errors: [{ error: "$name does not exist in the document", original: { names: "x" } }],
    },
  ],
});

function read(source: JsonPath, document: Document, nullSafe: boolean): Value {
  const found = source.definite ? source.readOne(document) : source.readAll(document);
  if (found !== undefined) return found;
  if (nullSafe) return null;
  throw missingPath(source.source, document);
}
