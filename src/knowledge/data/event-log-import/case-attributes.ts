import type { LoadWorkspace } from "../load/load-workspace.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import type { ColumnRoles } from "./guess-roles.ts";
import type { ColumnProfile } from "./profile-columns.ts";

/** Columns whose value is the same, or missing, in all events of each case; none when cases have one event each. */
export async function caseAttributes(
  rows: StagedRows,
  profiles: readonly ColumnProfile[],
  roles: ColumnRoles,
  workspace: LoadWorkspace,
): Promise<readonly string[]> {
  const ofEvents = new Set([
    roles.case,
    roles.activity,
    roles.timestamp,
    roles.end,
    roles.lifecycle,
    roles.resource,
    roles.sorting,
  ]);
  const candidates = profiles.filter((profile) => !ofEvents.has(profile) && profile.filled > 0);
  const key = roles.case.column.sql;
  const constant: string[] = [];
  for (let from = 0; from < candidates.length; from += columnsAtOnce) {
    const some = candidates.slice(from, from + columnsAtOnce);
    const each = some.map(({ column: { sql } }, at) => {
      const text = `CAST(${sql} AS VARCHAR)`;
      return `(min(${text}) = max(${text}) AND count(${sql}) = count(*)) OR count(${sql}) = 0 AS c${at}`;
    });
    const [row = []] = await workspace.read(
      `SELECT max(n), ${some.map((_, at) => `bool_and(c${at})`).join(", ")} FROM (SELECT count(*) AS n, ${each.join(", ")} FROM ${rows.relation} WHERE ${key} IS NOT NULL GROUP BY ${key})`,
    );
    const [longest, ...same] = row;
    if (Number(longest) < 2) return [];
    for (const [at, { column }] of some.entries())
      if (same[at] === true) constant.push(column.name);
  }
  return constant;
}

/** Each costs memory for every case. */
const columnsAtOnce = 8;
