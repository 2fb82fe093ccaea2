import { believe } from "../../../../base/believe.ts";
import { Refusal, unreachable } from "../../../../base/errors.ts";
import { didYouMean } from "../../../../base/nearest.ts";
import { textLiteral } from "../../load/sql-text.ts";
import type { StagedColumn, StagedRows } from "../../load/staged-rows.ts";
import type { OcelSource } from "../../model/data-model.ts";
import { localFile } from "../local-file.ts";
import type { SourceContext } from "../source-context.ts";
import { openOcelJson } from "./ocel-json.ts";
import { openOcelSqlite } from "./ocel-sqlite.ts";
import { stageOcel, type StagedOcel } from "./stage-ocel.ts";

/** One table of an object-centric log. */
export async function readOcel(source: OcelSource, context: SourceContext): Promise<StagedRows> {
  return tableOf(source, await stagedOcel(source, context));
}

/** All of the log. The file is read once, whatever number of tables come from it. */
export async function stagedOcel(source: OcelSource, context: SourceContext): Promise<StagedOcel> {
  const path = await localFile(source.file, context);
  const key = `ocel ${path}`;
  let log = context.shared.get(key);
  if (log === undefined) {
    log = stageOcel(
      source.kind === "ocel2-json"
        ? openOcelJson(source.file, path, context.workspace.limits)
        : openOcelSqlite(source.file, path),
      context,
    );
    context.shared.set(key, log);
  }
  return believe<StagedOcel>(await log);
}

function tableOf(source: OcelSource, log: StagedOcel): StagedRows {
  const { type } = source;
  switch (source.content) {
    case "events":
      if (type !== undefined) checkType(source.file, type, "event", log.eventTypes);
      return ofType(log.events, "activity", type, log.eventTypes);
    case "objects":
    case "cases":
      if (type !== undefined) checkType(source.file, type, "object", log.objectTypes);
      return ofType(log.objects, "object_type", type, log.objectTypes);
    case "event-objects":
      return log.eventObjects;
    case "object-objects":
      return log.objectObjects;
    case "object-changes":
      return log.objectChanges;
    case "activities":
      checkType(source.file, type ?? "", "object", log.objectTypes);
      return activitiesOf(log, type ?? "");
    default:
      return unreachable(source.content);
  }
}

/** Rows of one type, with the columns that this type has; all of them when none is named. */
function ofType(
  rows: StagedRows,
  typeColumn: string,
  type: string | undefined,
  types: ReadonlyMap<string, ReadonlySet<string>>,
): StagedRows {
  if (type === undefined) return rows;
  const own = types.get(type);
  const column = rows.columns.find(({ name }) => name === typeColumn);
  return {
    ...rows,
    isTable: false,
    relation: `(SELECT * FROM ${rows.relation} WHERE ${column?.sql ?? "NULL"} = ${textLiteral(type)} ORDER BY rowid)`,
    columns: rows.columns.filter(({ name }) => own?.has(name) ?? true),
  };
}

/** A row for each event of each object of the type; an event that names an object twice is there once. */
function activitiesOf(log: StagedOcel, type: string): StagedRows {
  const { events, objects, eventObjects } = log;
  const columns: StagedColumn[] = [
    { name: "case_id", type: "VARCHAR", sql: "case_id" },
    ...events.columns,
  ];
  const pairs = `SELECT DISTINCT r.${sqlOf(eventObjects, "event_id")} AS event_id, r.${sqlOf(eventObjects, "object_id")} AS case_id FROM ${eventObjects.relation} AS r JOIN ${objects.relation} AS o ON o.${sqlOf(objects, "object_id")} = r.${sqlOf(eventObjects, "object_id")} WHERE o.${sqlOf(objects, "object_type")} = ${textLiteral(type)}`;
  return {
    ...events,
    isTable: false,
    columns,
    relation: `(SELECT p.case_id, e.* FROM (${pairs}) AS p JOIN ${events.relation} AS e ON e.${sqlOf(events, "event_id")} = p.event_id ORDER BY e.rowid, p.case_id)`,
  };
}

/** A column in SQL. */
export function sqlOf(rows: StagedRows, name: string): string {
  return rows.columns.find((column) => column.name === name)?.sql ?? "NULL";
}

function checkType(
  file: string,
  type: string,
  what: "event" | "object",
  known: ReadonlyMap<string, unknown>,
): void {
  if (known.has(type)) return;
  const names = [...known.keys()];
  throw new Refusal(
    "not-found",
    `"${file}" has no ${what}s of the type "${type}"`,
    `Expected one of ${names.slice(0, 50).join(", ") || "its types, of which there are none"}; found "${type}".`,
    didYouMean(type, names) || "Name one of these in `source.type`.",
  );
}
