import { stringify } from "yaml";
import type { DataSchema, TableSchema } from "../../data/data-schema.ts";
import { readableName } from "../readable-name.ts";
import { eventLogKpis, eventLogsOf } from "./event-log-kpis.ts";
import { keptKpis } from "./kept-kpis.ts";
import { numericKpis } from "./numeric-kpis.ts";
import { recordOf } from "./record-of-table.ts";
import { plainId, uniqueId } from "./unique-id.ts";

export interface DataToModel {
  /** Key of the knowledge model. */
  readonly key: string;
  readonly displayName?: string;
  /** Key of the data model. */
  readonly dataModelId: string;
  readonly schema: DataSchema;
}

/** What is made for a KPI before it is known whether the data model can answer it. */
export interface KpiDraft {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly pql: string;
  readonly format?: string;
  readonly unit?: string;
  readonly desiredDirection?: "UP" | "DOWN";
}

/** Shows a thing to agents. */
export const eligibleNote = "llm_eligible";

/**
 * A knowledge model made of a data model alone, as YAML that an author can go on with: a record a table, an attribute a
 * column, counts, sums and averages, and the measures of each event log. Agents see all of it.
 */
export function modelOfData({ key, displayName, dataModelId, schema }: DataToModel): string {
  const tables = [...schema.tables.values()];
  const recordIds = recordIdsOf(tables);
  const drafts = [
    ...eventLogKpis(schema),
    ...tables.map((table) => countOf(table)),
    ...tables.flatMap((table) => numericKpis(table, schema)),
  ];
  const taken = new Set<string>();
  const kpis = keptKpis(drafts, schema).map((kpi) => ({
    ...kpi,
    id: uniqueId(kpi.id, taken),
    internalNote: eligibleNote,
  }));
  const name = displayName ?? readableName(key);
  return stringify(
    {
      kind: "BASE",
      metadata: {
        key: plainId(key),
        displayName: name,
        version: "1.0.0",
        description: `${name}: made from the tables of the data model.`,
      },
      dataModelId,
      records: withTellingNames(tables.map((table) => recordOf(table, recordIds, schema))),
      kpis: withTellingNames(kpis),
      eventLogs: eventLogsOf(schema),
    },
    { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false },
  );
}

function recordIdsOf(tables: readonly TableSchema[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(tables.map(({ name }) => [name, uniqueId(plainId(name), taken)]));
}

function countOf({ name }: TableSchema): KpiDraft {
  const readable = readableName(name);
  return {
    id: `COUNT_${plainId(name)}`,
    displayName: `Number of ${readable}`,
    description: `How many rows of ${readable} there are.`,
    pql: `COUNT_TABLE("${name.replaceAll('"', '""')}")`,
    format: "#,##0",
  };
}

/** Names that stand twice get their ids behind them. */
function withTellingNames<T extends { readonly id: string; readonly displayName: string }>(
  things: readonly T[],
): readonly T[] {
  const seen = new Set<string>();
  return things.map((thing) => {
    const name = thing.displayName.toLowerCase();
    const known = seen.has(name);
    seen.add(name);
    return known ? { ...thing, displayName: `${thing.displayName} (${thing.id})` } : thing;
  });
}
