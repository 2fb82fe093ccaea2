import { setOwn } from "../../base/json.ts";
import { isScalar } from "../support/compare-keys.ts";
import { isValueMap } from "../../expr/path/value-map.ts";
import type { Document, Value } from "../../expr/value.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { copyValue } from "../support/copy-document.ts";
import { describeValue } from "../support/describe-value.ts";
import { lastName } from "../support/document-field.ts";
import { missingPath } from "../support/missing-path.ts";
import { splitPath, type Match, type SplitPath } from "../support/split-path.ts";

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-jsonsplitter",
  version: 1,
  name: "TransformJSONSplitter",
  label: "JSON Splitter",
  category: "transform",
  summary: "Makes a document of every element of a list.",
  details:
    'The path leads to a list, to several lists (`$orders[*].lines`), or to elements (`$orders[*].lines[*]`); an object where a list is expected is its only element. An element that is no object comes out as `{"splitValue": element}`. With `includeParents` the scalars beside the path, on every level above the element, and lists of scalars unless `excludeList` is on, are added at the root; `includePaths` adds values by the last name of their path, and null for what is missing with `showNullValues`. A field of the element always keeps its value. A path that does not exist, or leads to null or a scalar, sends the document to the error view; with null-safe access what is missing or null gives no documents.',
  views: { input: one("document"), output: one("document") },
  settings: {
    path: splitPath({ help: "Path of the list, as in `$order.lines`." }),
    includeParents: flag({
      help: "Adds the scalars that lie beside the path.",
      default: false,
    }),
    includePaths: table({
      help: "Further values of the document to add.",
      columns: { includePath: path({ help: "Such as `$customer.id`." }) },
    }),
    excludeList: flag({
      help: "With `includeParents`, leaves out lists.",
      default: false,
    }),
    showNullValues: flag({
      help: "Adds null for an include path that does not exist.",
      default: false,
    }),
    nullSafeAccess: flag({
      help: "Gives no documents, instead of failing, when the path does not exist.",
      default: false,
    }),
  },
  run: ({ settings }) => {
    const { path: at, includeParents, excludeList, showNullValues, nullSafeAccess } = settings;
    if (at === undefined) return mapBatch((document, out) => out.push(document));
    const included = settings.includePaths.flatMap(({ includePath }) =>
      includePath === undefined ? [] : [{ name: lastName(includePath), path: includePath }],
    );
    return mapBatch((document, out) => {
      for (const { value, parents } of elementsOf(document, at, nullSafeAccess)) {
        const element: Document = isValueMap(value) ? { ...value } : { splitValue: value };
        for (const { name, path: from } of included) {
          const found = from.definite ? from.readOne(document) : from.readAll(document);
          if (found !== undefined || showNullValues) addField(element, name, found ?? null);
        }
        if (includeParents) for (const parent of parents) addScalars(element, parent, excludeList);
        out.push(element);
      }
    });
  },
  examples: [
    {
      title: "Every element becomes a document",
      settings: { path: "$order.lines" },
      given: [{ order: { lines: [{ item: "a" }, { item: "b" }] } }],
      gives: [{ item: "a" }, { item: "b" }],
    },
    {
      title: "Scalars beside the path come along, other lists do not",
      settings: { path: "$['add 1 data']", includeParents: true },
      given: [
        {
          "add 1 data": [
            { a: 1, b: 2 },
            { a: 3, b: 4 },
          ],
          "add 2 data": [{ a: 11 }],
          id: 111,
        },
      ],
      gives: [
        { a: 1, b: 2, id: 111 },
        { a: 3, b: 4, id: 111 },
      ],
    },
    {
      title: "Elements of several lists, each with its own parents",
      settings: { path: 'jsonPath($, "$orders[*].lines[*]")', includeParents: true },
      given: [
        {
          shop: "s",
          orders: [
            { id: 1, lines: [{ n: 1 }] },
            { id: 2, lines: [{ n: 2 }, { n: 3 }] },
          ],
        },
      ],
      gives: [
        { n: 1, id: 1, shop: "s" },
        { n: 2, id: 2, shop: "s" },
        { n: 3, id: 2, shop: "s" },
      ],
    },
    {
      title: "Text and numbers come out as splitValue, with what is included",
      settings: {
        path: "$tags",
        includePaths: [{ includePath: "$owner.name" }, { includePath: "$missing" }],
        showNullValues: true,
      },
      given: [{ tags: ["x", "y"], owner: { name: "Ada" } }],
      gives: [
        { splitValue: "x", name: "Ada", missing: null },
        { splitValue: "y", name: "Ada", missing: null },
      ],
    },
    {
      title: "A missing path gives nothing with null-safe access",
      settings: { path: "$lines", nullSafeAccess: true },
      given: [{ id: 1 }, { lines: [{ n: 1 }] }],
      gives: [{ n: 1 }],
    },
    {
      title: "A missing path or a scalar goes to the error view",
      settings: { path: "$lines" },
      given: [{ id: 1 }, { lines: "none" }, { lines: [{ n: 1 }] }],
      gives: [{ n: 1 }],
      errors: [
        { error: "$lines does not exist in the document", original: { id: 1 } },
        { error: "$lines does not lead to a list", original: { lines: "none" } },
      ],
    },
  ],
});

function elementsOf(document: Document, at: SplitPath, nullSafe: boolean): readonly Match[] {
  const matches = at.matches(document);
  if (matches.length === 0 && !nullSafe && !at.begins(document)) {
    throw missingPath(at.source, document);
  }
  return matches.flatMap(({ value, parents }): readonly Match[] => {
    if (Array.isArray(value)) return value.map((element) => ({ value: element, parents }));
    if (!at.definite || isValueMap(value)) return [{ value, parents }];
    if (value === null && nullSafe) return [];
    throw new SnapFailure(
      `${at.source} does not lead to a list`,
      `Expected a list at ${at.source}; found ${describeValue(value)}.`,
      "Mend the path, or filter such documents out before.",
    );
  });
}

function addScalars(element: Document, parent: Document, excludeList: boolean): void {
  for (const key of Object.keys(parent)) {
    const value = parent[key] ?? null;
    const isList = Array.isArray(value) && !excludeList && value.every(isScalar);
    if (isList || isScalar(value)) addField(element, key, value);
  }
}

/** What the element holds already stays. */
function addField(element: Document, name: string, value: Value): void {
  if (!Object.hasOwn(element, name)) setOwn(element, name, copyValue(value));
}
