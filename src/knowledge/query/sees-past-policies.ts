import { unreachable } from "../../base/errors.ts";
import type { DataSchema } from "../data/data-schema.ts";
import type { ColumnReads, PastFilters } from "./column-reads.ts";

/**
 * The function by which an expression would show rows that row policies hide; nothing when there is none. Functions
 * that look past filters are harmless when every row they look at has the very rows that the policies are about above
 * it: then all of them are seen or none.
 */
export function seesPastPolicies(
  reads: ColumnReads,
  policyTables: ReadonlySet<string>,
  schema: DataSchema,
): string | undefined {
  if (policyTables.size === 0) return undefined;
  return reads.pastFilters.find((call) => !isHarmless(call, policyTables, schema))?.name;
}

function isHarmless(
  call: PastFilters,
  policyTables: ReadonlySet<string>,
  schema: DataSchema,
): boolean {
  switch (call.kind) {
    case "pull-up": {
      if (call.target === undefined) return false;
      const above = ancestorsOf(call.target, schema).add(call.target);
      return policyTables.values().every((table) => above.has(table));
    }
    case "course": {
      const above = ancestorsOf(call.activityTable, schema);
      return policyTables.values().every((table) => above.has(table));
    }
    default:
      return unreachable(call);
  }
}

/** Tables of which each row of this one has at most one row above it. */
function ancestorsOf(table: string, schema: DataSchema): Set<string> {
  const found = new Set<string>();
  const open = [table];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { parent, child } of schema.foreignKeys) {
      if (child.table !== next || found.has(parent.table)) continue;
      found.add(parent.table);
      open.push(parent.table);
    }
  }
  return found;
}
