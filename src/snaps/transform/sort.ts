import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { table } from "../../engine/settings/table.ts";
import { compareKeysBy } from "../support/compare-keys.ts";
import { detachedDocuments } from "../support/detach.ts";
import { documentField } from "../support/document-field.ts";
import { externalSort } from "../support/external-sort.ts";
import { withKeys } from "../support/with-keys.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-sort",
  version: 2,
  name: "TransformSort",
  label: "Sort",
  category: "transform",
  summary: "Puts documents in order.",
  details:
    'Stable: documents with equal keys keep their order, also descending. Text is compared by code unit, so that "10" comes before "9" and upper case before lower; numbers, dates and booleans by value; values of different kinds come one kind after the other. Null and what is missing come first ascending and last descending; `nullGreater` turns that round. An empty text is not null and comes before other text. A list or object as a key goes to the error view. Without sort paths the order stays. Past its share of memory the Snap sorts on disk.',
  views: { input: one("document"), output: one("document") },
  settings: {
    sortPaths: table({
      help: "What to sort by, the most important first.",
      columns: {
        sortPath: documentField({ help: "Path of a scalar, as in `$name`." }),
        sortOrderInd: choice({
          help: "Order of this path; global is the Snap's sort order.",
          options: ["global", "ascending", "descending"],
          default: "global",
        }),
      },
    }),
    sortOrder: choice({
      help: "Order of the paths that have none of their own.",
      options: ["ascending", "descending"],
      default: "ascending",
    }),
    nullGreater: flag({ help: "Treats null as greater than every value.", default: false }),
    nullSafeAccess: flag({
      help: "Reads a missing path as null instead of failing the document.",
      default: true,
    }),
  },
  run: ({ settings: { sortPaths, sortOrder, nullGreater }, spill, limits }) => {
    const rows = sortPaths.flatMap(({ sortPath, sortOrderInd }) =>
      sortPath === undefined
        ? []
        : [{ field: sortPath, order: sortOrderInd === "global" ? sortOrder : sortOrderInd }],
    );
    const compare = compareKeysBy({
      directions: rows.map(({ order }) => (order === "descending" ? -1 : 1)),
      nullGreater,
    });
    const fields = rows.map((row) => row.field);
    return async function* sorted(io): AsyncIterable<Emission> {
      const [input] = io.inputs;
      if (input === undefined) return;
      const entries = withKeys(detachedDocuments(documentsOf(input)), fields, io.reject);
      const options = {
        compare,
        spill,
        memoryBytesMax: spill.memoryBytesMax,
        batchSizeMax: limits.batchSizeMax,
      };
      for await (const batch of externalSort(entries, options)) {
        yield { view: 0, items: batch.map((entry) => entry.document) };
      }
    };
  },
  examples: [
    {
      title: "By one path",
      settings: { sortPaths: [{ sortPath: "$name" }] },
      given: [{ name: "b" }, { name: "a" }],
      gives: [{ name: "a" }, { name: "b" }],
    },
    {
      title: "Descending keeps the order among equals",
      settings: { sortPaths: [{ sortPath: "$n", sortOrderInd: "descending" }] },
      given: [
        { n: 1, id: "a" },
        { n: 2, id: "b" },
        { n: 1, id: "c" },
        { n: 2, id: "d" },
      ],
      gives: [
        { n: 2, id: "b" },
        { n: 2, id: "d" },
        { n: 1, id: "a" },
        { n: 1, id: "c" },
      ],
    },
    {
      title: "Text sorts by code unit, null and what is missing first",
      settings: { sortPaths: [{ sortPath: "$v" }] },
      given: [{ v: "9" }, { v: "10" }, { v: "" }, { v: null }, { id: 5 }],
      gives: [{ v: null }, { id: 5 }, { v: "" }, { v: "10" }, { v: "9" }],
    },
    {
      title: "Null last when it is greater",
      settings: { sortPaths: [{ sortPath: "$v" }], nullGreater: true },
      given: [{ v: null }, { v: 2 }, { v: 1 }],
      gives: [{ v: 1 }, { v: 2 }, { v: null }],
    },
    {
      title: "Two paths, each in its order",
      settings: {
        sortPaths: [{ sortPath: "$country" }, { sortPath: "$amount", sortOrderInd: "descending" }],
      },
      given: [
        { country: "DE", amount: 1 },
        { country: "CH", amount: 5 },
        { country: "DE", amount: 3 },
      ],
      gives: [
        { country: "CH", amount: 5 },
        { country: "DE", amount: 3 },
        { country: "DE", amount: 1 },
      ],
    },
    {
      title: "A list cannot be sorted by",
      settings: { sortPaths: [{ sortPath: "$tags" }] },
      given: [{ tags: ["a"] }, { tags: "b" }],
      gives: [{ tags: "b" }],
      errors: [{ original: { tags: ["a"] } }],
    },
  ],
});
