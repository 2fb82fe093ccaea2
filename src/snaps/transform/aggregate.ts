import type { Document } from "../../expr/value.ts";
import type { Documents, Emission } from "../../engine/batch.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import type { BoundSettings } from "../../engine/setting.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import type { Operator, SnapContext } from "../../engine/snap-context.ts";
import { parsePath } from "../../expr/path/parse-path.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import { assert } from "../../base/errors.ts";
import { aggregateFunctionNames, aggregateFunctions } from "../support/aggregate-function.ts";
import {
  addRow,
  aggregateTable,
  groupDocument,
  rowReader,
  startGroup,
  type AggregateGroup,
  type AggregatePlan,
  type AggregateRow,
} from "../support/aggregate-groups.ts";
import { compareKeysBy } from "../support/compare-keys.ts";
import { documentField } from "../support/document-field.ts";
import { batchesOf, drainPartitions, keyPartitions } from "../support/key-partitions.ts";

const settings = {
  aggregateFields: table({
    help: "What to compute for every group.",
    columns: {
      function: choice({
        help: "The function; its case does not count.",
        options: aggregateFunctionNames,
        default: "SUM",
      }),
      field: documentField({
        help: "The value, as in `$amount`. COUNT without one counts documents.",
      }),
      resultField: path({ help: "Where the result goes, as in `total`." }),
    },
  }),
  groupByFields: table({
    help: "What makes a group; without any, all documents are one.",
    columns: {
      fieldPath: documentField({ help: "Path of a scalar, as in `$country`." }),
      fieldName: path({ help: "Where its value goes; by default the last name of the path." }),
    },
  }),
  sortedStreams: choice({
    help: "Whether equal groups follow each other, so that a group can go out as soon as the next begins.",
    options: ["Unsorted", "Ascending", "Descending"],
    default: "Unsorted",
  }),
  integerMode: flag({
    help: "Accepted and without effect: whole results come out as whole numbers anyway.",
    default: false,
  }),
  nullSafeAccess: flag({
    help: "Reads a missing path as null instead of failing the document.",
    default: false,
  }),
};

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-aggregate",
  version: 3,
  name: "TransformAggregate",
  label: "Aggregate",
  category: "transform",
  summary: "Computes counts, sums, averages, extremes and lists for groups of documents.",
  details:
    "A document comes out for every group, in the order in which the groups were first seen: the fields it is grouped by, then the results. SUM and AVG take numbers and numeric text and add decimals exactly; AVG has at most 16 digits and also takes dates. MIN and MAX take numbers, text and dates. CONCAT and UNIQUE_CONCAT join with `|`. Null counts in no function, and a group without any value has null, or 0 for COUNT. A document that lacks a field, or has a value that a function cannot take, goes to the error view and counts nowhere. Without documents nothing comes out. With sorted streams a group ends when the next key comes; past its share of memory an unsorted Aggregate goes on on disk.",
  views: { input: one("document"), output: one("document") },
  settings,
  run: aggregateOperator,
  examples: [
    {
      title: "Count, sum and average by country",
      settings: {
        groupByFields: [{ fieldPath: "$country", fieldName: "country" }],
        aggregateFields: [
          { function: "COUNT", field: "$amount", resultField: "orders" },
          { function: "sum", field: "$amount", resultField: "total" },
          { function: "Avg", field: "$amount", resultField: "average" },
        ],
      },
      given: [
        { country: "DE", amount: "0.1" },
        { country: "CH", amount: 5 },
        { country: "DE", amount: 0.2 },
      ],
      gives: [
        { country: "DE", orders: 2, total: 0.3, average: 0.15 },
        { country: "CH", orders: 1, total: 5, average: 5 },
      ],
    },
    {
      title: "Extremes and lists over all documents",
      settings: {
        aggregateFields: [
          { function: "MIN", field: "$n", resultField: "low" },
          { function: "MAX", field: "$n", resultField: "high" },
          { function: "CONCAT", field: "$tag", resultField: "tags" },
          { function: "UNIQUE_CONCAT", field: "$tag", resultField: "distinct" },
        ],
      },
      given: [
        { n: 10, tag: "b" },
        { n: 9, tag: "a" },
        { n: 11, tag: "b" },
      ],
      gives: [{ low: 9, high: 11, tags: "b|a|b", distinct: "b|a" }],
    },
    {
      title: "Sorted streams give a group when the next begins",
      settings: {
        sortedStreams: "Ascending",
        groupByFields: [{ fieldPath: "$k" }],
        aggregateFields: [{ function: "COUNT", field: "$k", resultField: "n" }],
      },
      given: [{ k: 1 }, { k: 1 }, { k: 2 }],
      gives: [
        { k: 1, n: 2 },
        { k: 2, n: 1 },
      ],
    },
    {
      title: "What cannot be added or is missing goes to the error view",
      settings: {
        aggregateFields: [{ function: "SUM", field: "$n", resultField: "total" }],
      },
      given: [{ n: 1 }, { n: "many" }, { m: 2 }, { n: "2" }],
      gives: [{ total: 3 }],
      errors: [
        { error: "$n cannot be aggregated", original: { n: "many" } },
        { error: "$n does not exist in the document", original: { m: 2 } },
      ],
    },
  ],
});

type Context = SnapContext<BoundSettings<typeof settings>>;

function aggregateOperator(context: Context): Operator {
  const plan = planOf(context.settings);
  const sorted = context.settings.sortedStreams !== "Unsorted";
  return async function* aggregated({ inputs: [input] }): AsyncIterable<Emission> {
    if (input === undefined) return;
    const documents = documentsOf(input);
    const out = sorted
      ? aggregateSorted(documents, plan, context)
      : aggregateUnsorted(documents, plan, context);
    for await (const items of out) yield { view: 0, items };
  };
}

async function* aggregateUnsorted(
  documents: Documents,
  plan: AggregatePlan,
  { spill, limits: { batchSizeMax }, reject }: Context,
): Documents {
  const { memoryBytesMax } = spill;
  const options = { spill, memoryBytesMax, batchSizeMax };
  const partitions = keyPartitions(options, 0);
  const groups = aggregateTable(plan, memoryBytesMax);
  const read = rowReader(plan);
  const row: AggregateRow = { keys: [], values: [], sequence: 0 };
  try {
    for await (const batch of documents) {
      for (const document of batch) {
        row.sequence++;
        try {
          read(document, row);
        } catch (failure) {
          reject(document, failure);
          continue;
        }
        if (!groups.take(row)) {
          const { keys, values, sequence } = row;
          partitions.add(groups.keyOf(row), { keys: [...keys], values: [...values], sequence });
        }
      }
      await partitions.settle();
    }
    for (const held of batchesOf(groups.results(), batchSizeMax)) {
      yield held.map((result) => result.document);
    }
    const createTable = (): typeof groups => aggregateTable(plan, memoryBytesMax);
    for await (const late of drainPartitions(partitions, createTable, options)) {
      yield late.map((result) => result.document);
    }
  } finally {
    await partitions.remove();
  }
}

async function* aggregateSorted(
  documents: Documents,
  plan: AggregatePlan,
  { reject }: Context,
): Documents {
  const compare = compareKeysBy({ directions: plan.keys.map(() => 1), nullGreater: false });
  const read = rowReader(plan);
  const row: AggregateRow = { keys: [], values: [], sequence: 0 };
  let current: AggregateGroup | undefined;
  for await (const batch of documents) {
    const out: Document[] = [];
    for (const document of batch) {
      try {
        read(document, row);
      } catch (failure) {
        reject(document, failure);
        continue;
      }
      if (current === undefined || compare(current.keys, row.keys) !== 0) {
        if (current !== undefined) out.push(groupDocument(plan, current));
        current = startGroup(plan, row);
      }
      addRow(plan, current, row.values);
    }
    if (out.length > 0) yield out;
  }
  if (current !== undefined) yield [groupDocument(plan, current)];
}

function planOf({ aggregateFields, groupByFields }: Context["settings"]): AggregatePlan {
  return {
    keys: groupByFields.flatMap(({ fieldPath, fieldName }) =>
      fieldPath === undefined
        ? []
        : [{ field: fieldPath, target: fieldName ?? pathTo(fieldPath.name) }],
    ),
    results: aggregateFields.flatMap(({ function: name, field, resultField }) =>
      field === undefined && resultField === undefined
        ? []
        : [
            {
              function: aggregateFunctions[name],
              field,
              target: resultField ?? pathTo(`${name}_${field?.name ?? "documents"}`),
            },
          ],
    ),
  };
}

function pathTo(name: string): JsonPath {
  const parsed = parsePath(`$[${JSON.stringify(name)}]`);
  assert(parsed.ok, "a quoted name is a path");
  return parsed.path;
}
