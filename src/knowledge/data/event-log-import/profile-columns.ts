import type { LoadWorkspace } from "../load/load-workspace.ts";
import type { StagedColumn, StagedRows } from "../load/staged-rows.ts";
import { naturalType } from "../load/column-expression.ts";
import { type DateFormat, guessDateFormat } from "./guess-date-format.ts";
import { nameScore } from "./column-names.ts";
import type { EventLogOptions } from "./event-log-import.ts";

/** What is in a column. */
export interface ColumnProfile {
  readonly column: StagedColumn;
  readonly rows: number;
  readonly filled: number;
  /** About so many different values. */
  readonly distinct: number;
  /** Whether all of its values are numbers. */
  readonly numeric: boolean;
  /** Mean length of its values as texts. */
  readonly length: number;
  /** How it tells points in time, when all of its values do. */
  readonly date?: DateFormat;
}

export async function profileColumns(
  rows: StagedRows,
  workspace: LoadWorkspace,
  said: EventLogOptions = {},
): Promise<readonly ColumnProfile[]> {
  const total = await workspace.readNumber(`SELECT count(*) FROM ${rows.relation}`);
  const profiles: ColumnProfile[] = [];
  for (const column of rows.columns) {
    const text = `CAST(${column.sql} AS VARCHAR)`;
    const filled = column.type === "VARCHAR" ? `nullif(trim(${column.sql}), '')` : column.sql;
    const [row = []] = await workspace.read(
      `SELECT count(${filled}), approx_count_distinct(${filled}), avg(length(${text})), count(TRY_CAST(${text} AS DOUBLE)) FROM ${rows.relation}`,
    );
    const [count, distinct, length, numbers] = row.map(Number);
    const profile: ColumnProfile = {
      column,
      rows: total,
      filled: count ?? 0,
      distinct: distinct ?? 0,
      numeric: numbers === count,
      length: length ?? 0,
    };
    const named = [said.timestampColumn, said.endTimestampColumn].includes(column.name);
    const date = mayBeDate(profile, named)
      ? await guessDateFormat(profile, rows, workspace, said.timestampFormat)
      : undefined;
    profiles.push(date === undefined ? profile : { ...profile, date });
  }
  return profiles;
}

/** Numbers, numbers of documents among them, are points in time only where the name says so, or the user. */
function mayBeDate({ column, filled, numeric }: ColumnProfile, named: boolean): boolean {
  if (filled === 0) return false;
  const type = column.holds ?? naturalType(column.type);
  if (named || type === "DATE" || (type === "STRING" && !numeric)) return true;
  const roles = ["timestamp", "start", "end"] as const;
  return type !== "BOOLEAN" && roles.some((role) => nameScore(column.name, role) > 0);
}
