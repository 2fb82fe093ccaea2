import type { EventLog } from "../data/data-schema.ts";
import type { SqlStatement, Warehouse } from "../warehouse/warehouse.ts";

/**
 * The events a process question is about: `events` selects the columns that `eventColumns` names and `$row`, which
 * ascends in the order of loading. `compileRows` makes it from an event log and conditions.
 */
export interface ProcessSource {
  readonly warehouse: Warehouse;
  readonly events: SqlStatement;
  /** Whether `events` has a column `sorting`, which orders events of equal timestamps. */
  readonly sorted: boolean;
}

/** Which columns of the activity table stand under which name in the `events` of a source. */
export function eventColumns(
  log: EventLog,
): readonly { readonly name: EventColumn; readonly column: string }[] {
  const { caseColumn, activityColumn, timestampColumn, sortingColumn } = log;
  return [
    { name: "case", column: caseColumn },
    { name: "activity", column: activityColumn },
    { name: "timestamp", column: timestampColumn },
    ...(sortingColumn === undefined ? [] : [{ name: "sorting", column: sortingColumn } as const]),
  ];
}

/** `group`, which only throughput knows, is an attribute of the case that comes beside. */
export type EventColumn = "case" | "activity" | "timestamp" | "sorting" | "group";
