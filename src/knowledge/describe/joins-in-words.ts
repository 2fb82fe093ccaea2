import type { DataSchema, KeyColumns } from "../data/data-schema.ts";
import type { ModelRecord } from "../model/knowledge-model.ts";

/** `ORDERS → CUSTOMERS (CUSTOMER_ID)`: many rows on the left belong to one on the right. */
export function joinsInWords(
  shown: readonly ModelRecord[],
  all: readonly ModelRecord[],
  { foreignKeys }: DataSchema,
): readonly string[] {
  const tables = new Set(shown.map(({ table }) => table));
  const recordOf = ({ table }: KeyColumns): string | undefined =>
    all.find((record) => record.table === table && record.eligible)?.id;
  return foreignKeys.flatMap(({ parent, child }) => {
    const from = recordOf(child);
    const to = recordOf(parent);
    if (from === undefined || to === undefined) return [];
    if (!tables.has(child.table) && !tables.has(parent.table)) return [];
    return [`${from} → ${to} (${child.columns.join(", ")})`];
  });
}
