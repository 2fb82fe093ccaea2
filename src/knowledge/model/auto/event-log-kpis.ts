import type { DataSchema, EventLog } from "../../data/data-schema.ts";
import { quoted } from "../read/build-record.ts";
import { readableName } from "../readable-name.ts";
import { eligibleNote, type KpiDraft } from "./model-of-data.ts";
import { plainId, uniqueId } from "./unique-id.ts";

const secondsADay = 86_400;

/** Cases, events, variants and throughput of each event log. Of several, their names say of which. */
export function eventLogKpis({ eventLogs }: DataSchema): readonly KpiDraft[] {
  return eventLogs.flatMap((log) => {
    const several = eventLogs.length > 1;
    return kpisOf(log).map((kpi) => ({
      ...kpi,
      id: several ? `${kpi.id}_${plainId(log.id)}` : kpi.id,
      displayName: several ? `${kpi.displayName} (${readableName(log.id)})` : kpi.displayName,
    }));
  });
}

function kpisOf(log: EventLog): readonly KpiDraft[] {
  const column = (name: string) => `${quoted(log.activityTable)}.${quoted(name)}`;
  const cases =
    log.caseTable === undefined
      ? `COUNT(DISTINCT ${column(log.caseColumn)})`
      : `COUNT_TABLE(${quoted(log.caseTable)})`;
  const throughput = `CALC_THROUGHPUT(CASE_START TO CASE_END, REMAP_TIMESTAMPS(${column(log.timestampColumn)}, SECONDS)) / ${secondsADay}.0`;
  const days = { format: "#,##0.0", unit: "d", desiredDirection: "DOWN" } as const;
  return [
    {
      id: "NUMBER_OF_CASES",
      displayName: "Number of cases",
      description: "How many cases of the process there are.",
      pql: cases,
      format: "#,##0",
    },
    {
      id: "NUMBER_OF_EVENTS",
      displayName: "Number of events",
      description: "How many events happened in all cases together.",
      pql: `COUNT_TABLE(${quoted(log.activityTable)})`,
      format: "#,##0",
    },
    {
      id: "EVENTS_PER_CASE",
      displayName: "Events per case",
      description: "How many events a case has on average.",
      pql: `COUNT_TABLE(${quoted(log.activityTable)}) * 1.0 / COUNT(DISTINCT ${column(log.caseColumn)})`,
      format: "#,##0.0",
    },
    {
      id: "NUMBER_OF_VARIANTS",
      displayName: "Number of variants",
      description: "How many different sequences of activities the cases have.",
      pql: `COUNT(DISTINCT VARIANT(${column(log.activityColumn)}))`,
      format: "#,##0",
    },
    {
      id: "AVERAGE_THROUGHPUT",
      displayName: "Average throughput time",
      description: "Days from the first to the last event of a case, on average.",
      pql: `AVG(${throughput})`,
      ...days,
    },
    {
      id: "MEDIAN_THROUGHPUT",
      displayName: "Median throughput time",
      description: "Days from the first to the last event; half of the cases take less.",
      pql: `MEDIAN(${throughput})`,
      ...days,
    },
  ];
}

/** The event logs as the data model declares them, seen by agents. */
export function eventLogsOf({ eventLogs }: DataSchema): readonly object[] {
  const taken = new Set<string>();
  return eventLogs.map(({ id, ...columns }) => ({
    id: uniqueId(plainId(id), taken),
    displayName: readableName(id),
    description: `What happens to the cases of ${readableName(columns.caseTable ?? columns.activityTable)}.`,
    ...columns,
    internalNote: eligibleNote,
  }));
}
