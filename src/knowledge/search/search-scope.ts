import type { PqlNode } from "../pql/ast.ts";
import type { PqlNames } from "../pql/names.ts";
import type { Asker } from "../query/asker.ts";
import { readsOf } from "../query/column-reads.ts";
import type { QueryParts } from "../query/query-parts.ts";
import { seesPastPolicies } from "../query/sees-past-policies.ts";
import type { SearchedColumn } from "./searched-columns.ts";

/** What one asker may find. */
export interface SearchScope {
  /** Columns whose values may be looked at. */
  readonly valueColumns: readonly SearchedColumn[];
  /** Ids of columns whose values are hidden. */
  readonly masked: ReadonlySet<string>;
  /** Rows for which they hold are seen. */
  readonly conditions: readonly PqlNode[];
  readonly names: PqlNames;
  /** Policies in words. */
  readonly words: readonly string[];
}

/** Text columns that no policy hides, neither in themselves nor by looking past the rows that are seen. */
export function searchScope(
  parts: QueryParts,
  columns: readonly SearchedColumn[],
  asker: Asker,
): SearchScope {
  const { index, data } = parts;
  const { conditions, masked, conditionTables, hidesAll, words, names } = parts.policiesOf(asker);
  const visible = (column: SearchedColumn): boolean => {
    if (column.kind !== "attribute" || column.type !== "STRING") return false;
    if (hidesAll || masked.has(column.id)) return false;
    const reads = readsOf(column.node, index, data.schema);
    return seesPastPolicies(reads, conditionTables, data.schema) === undefined;
  };
  return { valueColumns: columns.filter(visible), masked, conditions, names, words };
}
