import type { DataSchema, EventLog, TableSchema } from "../../data/data-schema.ts";
import { quoted } from "../read/build-record.ts";
import { readableName } from "../readable-name.ts";
import { eligibleNote } from "./model-of-data.ts";
import { plainId, uniqueId } from "./unique-id.ts";

/** A record as YAML writes it. */
export interface RecordDraft {
  readonly id: string;
  readonly displayName: string;
  readonly [key: string]: unknown;
}

/** The record of a table: its key as identifier, every other column as an attribute. */
export function recordOf(
  table: TableSchema,
  recordIds: ReadonlyMap<string, string>,
  schema: DataSchema,
): RecordDraft {
  const readable = readableName(table.name);
  const [keyColumn] = table.primaryKey.length === 1 ? table.primaryKey : [];
  const taken = new Set<string>();
  const names = new Set<string>();
  const attributes = [...table.columns].map(([column, type]) => {
    const name = readableName(column);
    const known = names.has(name.toLowerCase());
    names.add(name.toLowerCase());
    return {
      id: uniqueId(plainId(column), taken),
      displayName: known ? `${name} (${column})` : name,
      description: meaningOf(column, table, schema),
      pql: `${quoted(table.name)}.${quoted(column)}`,
      type,
      internalNote: eligibleNote,
    };
  });
  const columns = [...table.columns.keys()];
  const identifier = keyColumn === undefined ? undefined : attributes[columns.indexOf(keyColumn)];
  return {
    id: recordIds.get(table.name) ?? table.name,
    displayName: readable,
    description: purposeOf(table, schema),
    internalNote: eligibleNote,
    pql: quoted(table.name),
    ...(identifier === undefined ? {} : { identifier }),
    attributes: attributes.filter((attribute) => attribute !== identifier),
  };
}

function purposeOf({ name }: TableSchema, { eventLogs, foreignKeys }: DataSchema): string {
  const readable = readableName(name);
  const ofCases = eventLogs.find((log) => log.caseTable === name);
  const ofEvents = eventLogs.find((log) => log.activityTable === name);
  const parents = foreignKeys
    .filter(({ child }) => child.table === name)
    .map(({ parent }) => readableName(parent.table));
  const belongs =
    parents.length === 0 ? "" : ` Each belongs to one row of ${[...new Set(parents)].join(", ")}.`;
  if (ofCases !== undefined)
    return `One row a case of the process, with what is known of it.${belongs}`;
  if (ofEvents !== undefined)
    return `One row an event: what happened in which case, and when.${belongs}`;
  return `One row an entry of ${readable}.${belongs}`;
}

function meaningOf(column: string, table: TableSchema, schema: DataSchema): string {
  const log = schema.eventLogs.find(({ activityTable }) => activityTable === table.name);
  const role = log === undefined ? undefined : eventRole(column, log);
  if (role !== undefined) return role;
  const key = schema.foreignKeys.find(
    ({ child }) => child.table === table.name && child.columns.includes(column),
  );
  const readable = readableName(column);
  if (key !== undefined)
    return `${readable} of the row of ${readableName(key.parent.table)} that it belongs to.`;
  if (table.primaryKey.includes(column))
    return `Tells the rows of ${readableName(table.name)} apart.`;
  return `${readable} of each row of ${readableName(table.name)}.`;
}

function eventRole(column: string, log: EventLog): string | undefined {
  switch (column) {
    case log.activityColumn:
      return "What happened: the activity of the event.";
    case log.timestampColumn:
      return log.endTimestampColumn === undefined ? "When it happened." : "When it began.";
    case log.endTimestampColumn:
      return "When it ended.";
    case log.caseColumn:
      return "The case in which it happened.";
    case log.sortingColumn:
      return "Orders events of the same time.";
    default:
      return undefined;
  }
}
