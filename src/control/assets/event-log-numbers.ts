import { Refusal } from "../../base/errors.ts";
import type { EventLog } from "../../knowledge/data/data-schema.ts";
import type { LoadedData } from "../../knowledge/data/loaded-data.ts";
import { compileRows } from "../../knowledge/pql/compile-rows.ts";
import { noNames } from "../../knowledge/pql/names.ts";
import { askEventLogFacts, type EventLogFacts } from "../../knowledge/process/event-log-facts.ts";
import { eventColumns } from "../../knowledge/process/process-source.ts";
import { pql } from "../../knowledge/query/pql-build.ts";

/** Counts of an event log as it is loaded, whatever a knowledge model says of it. */
export async function eventLogNumbers(
  data: LoadedData,
  log: EventLog,
  nowMs: number,
  signal: AbortSignal,
): Promise<EventLogFacts> {
  const { schema, warehouse } = data;
  const table = log.activityTable;
  const columns = eventColumns(log).map(({ name, column }) => ({
    name,
    node: pql.column(table, column),
  }));
  const compiled = compileRows(
    { table, columns, conditions: [] },
    { schema, names: noNames, nowMs, dialect: warehouse.dialect },
  );
  if (compiled.kind === "invalid") {
    const [first] = compiled.findings;
    throw new Refusal(
      "invalid-content",
      first?.error ?? "The event log cannot be read.",
      first?.reason ?? "Its columns are not those of its table.",
      first?.resolution ?? "Mend the data model.",
    );
  }
  const sorted = log.sortingColumn !== undefined;
  return await askEventLogFacts({ warehouse, events: compiled.statement, sorted }, signal);
}
