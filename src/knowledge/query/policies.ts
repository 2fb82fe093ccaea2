import { assert, unreachable } from "../../base/errors.ts";
import { getOwn } from "../../base/json.ts";
import type { DataSchema } from "../data/data-schema.ts";
import type { Policy, PolicySubject } from "../model/knowledge-model.ts";
import type { PqlNode } from "../pql/ast.ts";
import type { PqlNames } from "../pql/names.ts";
import { parsePqlFilters } from "../pql/parse.ts";
import { type ColumnReads, readsOf, tableColumn } from "./column-reads.ts";
import type { Asker } from "./asker.ts";
import type { ModelIndex } from "./model-index.ts";

/** What the policies of a model mean for one asker. */
export interface AskerPolicies {
  /** Hold in every question. `${caller.x}` in them is a variable that `names` knows. */
  readonly conditions: readonly PqlNode[];
  /** Ids of columns that are null for the asker: masked ones and all that are computed of them. */
  readonly masked: ReadonlySet<string>;
  /** Columns of tables that nothing may be computed of, see `tableColumn`. */
  readonly maskedTableColumns: ReadonlySet<string>;
  /** Tables that the conditions are about. */
  readonly conditionTables: ReadonlySet<string>;
  /** A policy refers to something that is not known of the asker, or cannot be applied: no row may be seen. */
  readonly hidesAll: boolean;
  /** One sentence a policy, for the scope of an answer. */
  readonly words: readonly string[];
  readonly names: PqlNames;
}

/** The policies that apply to one asker. What cannot be applied hides everything. */
export function policiesFor(index: ModelIndex, schema: DataSchema, asker: Asker): AskerPolicies {
  const policies = index.model.policies.filter((policy) => appliesTo(policy, asker));
  const conditions: PqlNode[] = [];
  const words: string[] = [];
  let hidesAll = false;
  for (const policy of policies) {
    if (policy.rowFilter === undefined) continue;
    const read = readRowFilter(policy.rowFilter, asker);
    if (read === undefined) hidesAll = true;
    else conditions.push(...read);
    words.push(
      read === undefined
        ? `policy "${policy.id}": hides every row, since it refers to something not known of the caller`
        : `policy "${policy.id}": only rows that the caller may see`,
    );
  }
  const reads = conditions.map((condition) => readsOf(condition, index, schema));
  return {
    conditions,
    ...maskOf(policies, index, schema),
    conditionTables: new Set(reads.flatMap((one) => [...one.tables])),
    hidesAll,
    words,
    names: {
      ...index.names,
      variable: (name) => callerValue(name, asker) ?? index.names.variable(name),
    },
  };
}

function appliesTo({ appliesTo: subjects }: Policy, asker: Asker): boolean {
  return subjects.length === 0 || subjects.some((subject) => isSubject(subject, asker));
}

function isSubject({ kind, value }: PolicySubject, asker: Asker): boolean {
  switch (kind) {
    case "everyone":
      return true;
    case "name":
      return asker.name === value;
    case "group":
      return asker.groups.includes(value);
    case "everyone-except-group":
      return !asker.groups.includes(value);
    default:
      return unreachable(kind);
  }
}

const callerPrefix = "caller.";

/** The conditions of a row filter; nothing when it refers to what is not known of the asker. */
function readRowFilter(source: string, asker: Asker): readonly PqlNode[] | undefined {
  const unquoted = source.replaceAll(/'(\$\{caller\.[^}']*\})'/g, "$1");
  const parsed = parsePqlFilters(unquoted);
  assert(parsed.kind === "parsed", "row filters were checked when the model was read");
  const names = [...unquoted.matchAll(/\$\{(caller\.[^}]*)\}/g)].map((match) => match[1] ?? "");
  return names.every((name) => callerValue(name, asker) !== undefined)
    ? parsed.conditions
    : undefined;
}

function callerValue(name: string, asker: Asker): string | undefined {
  if (!name.startsWith(callerPrefix)) return undefined;
  const attribute = name.slice(callerPrefix.length);
  return attribute === "name" ? asker.name : getOwn(asker.attributes, attribute);
}

/**
 * The masked columns and whatever is computed of them: by their id, and, when a masked attribute is a column of a table
 * as it stands, by that column.
 */
function maskOf(
  policies: readonly Policy[],
  index: ModelIndex,
  schema: DataSchema,
): Pick<AskerPolicies, "masked" | "maskedTableColumns"> {
  const named = new Set(policies.flatMap((policy) => policy.maskedColumns));
  const maskedTableColumns = new Set<string>();
  const masked = new Set<string>();
  if (named.size === 0) return { masked, maskedTableColumns };
  for (const id of named) {
    const node = index.columns.get(id)?.node;
    if (node?.kind === "column" && schema.tables.get(node.table)?.columns.has(node.column) === true)
      maskedTableColumns.add(tableColumn(node.table, node.column));
  }
  for (const column of index.columns.values()) {
    const reads = readsOf(column.node, index, schema);
    if (named.has(column.id) || readsMasked(reads, named, maskedTableColumns)) {
      masked.add(column.id);
    }
  }
  return { masked, maskedTableColumns };
}

function readsMasked(
  reads: ColumnReads,
  ids: ReadonlySet<string>,
  tableColumns: ReadonlySet<string>,
): boolean {
  return meets(reads.columnIds, ids) || meets(reads.tableColumns, tableColumns);
}

function meets(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.values().some((value) => other.has(value));
}
