import type { Document, Value } from "../../expr/value.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import type { AggregateFunction, AggregateState } from "./aggregate-function.ts";
import { detachValue } from "./detach.ts";
import type { DocumentField } from "./document-field.ts";
import { groupTable } from "./group-table.ts";
import { keyText } from "./key-text.ts";
import type { PartitionTable, Sequenced } from "./key-partitions.ts";
import { requireMap } from "./require-map.ts";
import { sizeOf } from "../../engine/spill/size-of.ts";
import { keyOf } from "./with-keys.ts";

/** What an Aggregate groups by and computes. */
export interface AggregatePlan {
  readonly keys: readonly { readonly field: DocumentField; readonly target: JsonPath }[];
  readonly results: readonly AggregateResult[];
}

export interface AggregateResult {
  readonly function: AggregateFunction;
  /** Absent: the function sees `true` for every document, which makes COUNT count documents. */
  readonly field: DocumentField | undefined;
  readonly target: JsonPath;
}

/** A document reduced to what matters here. A type, so that it can be spilled as a document. */
export type AggregateRow = { keys: Value[]; values: Value[]; sequence: number };

/** Evaluates everything a document contributes into `row`, which is used again for the next; throws when it cannot. */
export function rowReader(plan: AggregatePlan): (document: Document, row: AggregateRow) => void {
  const { keys } = plan;
  const results = plan.results.map((result, index) => ({
    ...result,
    source: result.field?.source ?? "",
    sameAs: earlierWithField(plan.results, index),
  }));
  const read: Value[] = [];
  return (document, row) => {
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index];
      if (key !== undefined) row.keys[index] = keyOf(key.field, document);
    }
    for (let index = 0; index < results.length; index++) {
      const result = results[index];
      if (result === undefined) continue;
      const { field, sameAs } = result;
      const value =
        sameAs !== undefined
          ? (read[sameAs] ?? null)
          : field === undefined
            ? true
            : field.read(document);
      read[index] = value;
      row.values[index] = value === null ? null : result.function.prepare(value, result.source);
    }
  };
}

/** The first result before `index` that reads the same, so that the document is read once for both. */
function earlierWithField(results: readonly AggregateResult[], index: number): number | undefined {
  const identity = results[index]?.field?.identity;
  if (identity === undefined) return undefined;
  const first = results.findIndex((result) => result.field?.identity === identity);
  return first < index ? first : undefined;
}

export interface AggregateGroup {
  readonly keys: readonly Value[];
  /** One for each result of the plan. */
  readonly states: readonly AggregateState[];
  readonly sequence: number;
}

export function startGroup(plan: AggregatePlan, row: AggregateRow): AggregateGroup {
  const states = plan.results.map((result) => result.function.start());
  return { keys: row.keys.map(detachValue), states, sequence: row.sequence };
}

/** Takes a row in; returns the growth in estimated bytes. */
export function addRow(
  { results }: AggregatePlan,
  { states }: AggregateGroup,
  values: readonly Value[],
): number {
  let bytes = 0;
  for (let index = 0; index < results.length; index++) {
    const value = values[index];
    const state = states[index];
    if (value === null || value === undefined || state === undefined) continue;
    bytes += results[index]?.function.add(state, value) ?? 0;
  }
  return bytes;
}

/** The output document of a group: its keys, then its results. */
export function groupDocument(plan: AggregatePlan, group: AggregateGroup): Document {
  let document: Document = {};
  for (const [index, key] of plan.keys.entries()) {
    document = put(document, key.target, group.keys[index] ?? null);
  }
  for (const [index, result] of plan.results.entries()) {
    const state = group.states[index];
    document = put(
      document,
      result.target,
      state === undefined ? null : result.function.result(state),
    );
  }
  return document;
}

function put(document: Document, target: JsonPath, value: Value): Document {
  return requireMap(target.write(document, value), "The output of Aggregate");
}

/** Memory of a group besides its keys, and of one function besides what it gathers, in estimated bytes. */
const groupBytes = 200;
const stateBytes = 250;

/** Groups as many keys as have room. */
export function aggregateTable(
  plan: AggregatePlan,
  memoryBytesMax: number,
): PartitionTable<AggregateRow> {
  const table = groupTable<AggregateGroup>(plan.keys.length);
  let bytes = 0;
  return {
    keyOf: (row) => keyText(row.keys),
    take: (row) => {
      let group = table.find(row.keys);
      if (group === undefined) {
        if (bytes >= memoryBytesMax && table.size > 0) return false;
        group = startGroup(plan, row);
        table.insert(group.keys, group);
        bytes += groupBytes + stateBytes * plan.results.length + sizeOf(row.keys);
      }
      bytes += addRow(plan, group, row.values);
      return true;
    },
    *results(): Iterable<Sequenced> {
      for (const group of table.groups) {
        yield { sequence: group.sequence, document: groupDocument(plan, group) };
      }
    },
  };
}
