import type { Join } from "../expression.ts";
import type { Condition } from "../plan/filters.ts";
import type { ReferenceTables } from "./reference-tables.ts";

/**
 * The rows of a table for which a row can be chosen in every table on the ways to conditions, such that rows of joined
 * tables belong together and every condition holds at the row of its table.
 */
export function survivingRows(
  table: string,
  conditions: readonly Condition[],
  tables: ReferenceTables,
): readonly number[] {
  const ways = conditions.flatMap((condition) =>
    condition.table === undefined ? [] : tables.joins.ways(table, condition.table),
  );
  const needed = new Set<Join>(ways.flat());
  const all = Array.from({ length: tables.rowCount(table) }, (_, index) => index);
  return all.filter((index) => stays(table, index, undefined));

  function stays(at: string, index: number, came: Join | undefined): boolean {
    for (const { expression, table: about } of conditions) {
      if (about !== undefined && about !== at) continue;
      if (tables.value(expression, at, index) !== true) return false;
    }
    for (const join of needed) {
      if (join === came) continue;
      if (join.child === at) {
        const parent = tables.parentRow(join, index);
        if (parent === undefined || !stays(join.parent, parent, join)) return false;
      } else if (join.parent === at) {
        const children = tables.childRows(join, index);
        if (!children.some((child) => stays(join.child, child, join))) return false;
      }
    }
    return true;
  }
}
