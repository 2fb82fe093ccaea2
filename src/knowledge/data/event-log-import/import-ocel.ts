import { Refusal } from "../../../base/errors.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { ForeignKey } from "../data-schema.ts";
import type { DataModel, DataTable, OcelContent } from "../model/data-model.ts";
import { sqlOf, stagedOcel } from "../sources/ocel/read-ocel.ts";
import type { StagedOcel } from "../sources/ocel/stage-ocel.ts";
import type { SourceContext } from "../sources/source-context.ts";
import type { EventLogFile, EventLogImport, EventLogOptions, Guess } from "./event-log-import.ts";
import { activityTable, caseTable } from "./event-log-model.ts";
import { modelId } from "./model-id.ts";

/** The tables of an object-centric log, seen from the objects of one type, which are its cases. */
export async function importOcel(
  { file }: EventLogFile,
  kind: "ocel2-json" | "ocel2-sqlite",
  options: EventLogOptions,
  context: SourceContext,
  guesses: readonly Guess[],
): Promise<EventLogImport> {
  const log = await stagedOcel({ kind, file, content: "events" }, context);
  const lead = await leadType(file, log, options, context);
  const table = (
    name: string,
    content: OcelContent,
    primaryKey: readonly string[],
    type?: string,
  ): DataTable => ({
    name,
    source: { kind, file, content, ...(type === undefined ? {} : { type }) },
    columns: [],
    onlyDeclared: false,
    primaryKey,
    required: [],
    keep: [],
  });
  const model: DataModel = {
    id: options.id ?? modelId(file),
    displayName: options.id ?? modelId(file),
    tables: [
      table(activityTable, "activities", [], lead.type),
      table(caseTable, "cases", ["object_id"], lead.type),
      table("EVENTS", "events", ["event_id"]),
      table("OBJECTS", "objects", ["object_id"]),
      table("EVENT_OBJECTS", "event-objects", []),
    ],
    foreignKeys: [
      foreignKey(caseTable, "object_id", activityTable, "case_id"),
      foreignKey("EVENTS", "event_id", "EVENT_OBJECTS", "event_id"),
      foreignKey("OBJECTS", "object_id", "EVENT_OBJECTS", "object_id"),
    ],
    eventLogs: [
      {
        id: "EVENT_LOG",
        activityTable,
        caseTable,
        caseColumn: "case_id",
        activityColumn: "activity",
        timestampColumn: "timestamp",
      },
    ],
  };
  const guess: Guess = { what: "lead object type", value: lead.type, why: lead.why };
  return { model, findings: log.events.findings, guesses: [...guesses, guess] };
}

function foreignKey(parent: string, of: string, child: string, by: string): ForeignKey {
  return { parent: { table: parent, columns: [of] }, child: { table: child, columns: [by] } };
}

async function leadType(
  file: string,
  log: StagedOcel,
  { leadType: said }: EventLogOptions,
  { workspace }: SourceContext,
): Promise<{ readonly type: string; readonly why: string }> {
  const types = [...log.objectTypes.keys()];
  if (said !== undefined) {
    if (types.includes(said)) return { type: said, why: "You said so." };
    throw noType(file, said, types);
  }
  const { objects, eventObjects } = log;
  const counts = await workspace.read(
    `SELECT o.${sqlOf(objects, "object_type")}, count(DISTINCT r.${sqlOf(eventObjects, "event_id")}) AS events, count(DISTINCT r.${sqlOf(eventObjects, "object_id")}) AS objects
     FROM ${eventObjects.relation} AS r JOIN ${objects.relation} AS o ON o.${sqlOf(objects, "object_id")} = r.${sqlOf(eventObjects, "object_id")}
     GROUP BY ALL ORDER BY events DESC, objects, 1`,
  );
  const [first] = counts;
  if (first === undefined) {
    throw new Refusal(
      "invalid-content",
      `"${file}" has no events that belong to objects`,
      "Expected relations between events and objects; found none.",
      "Check that the file is a whole OCEL 2.0 log.",
    );
  }
  const list = counts.map(
    ([type, events, count]) =>
      `${String(type)} (${String(events)} events, ${String(count)} objects)`,
  );
  return {
    type: String(first[0]),
    why: `Most events have such an object: ${list.slice(0, 10).join(", ")}. Name another with \`--lead-type\`.`,
  };
}

function noType(file: string, type: string, types: readonly string[]): Refusal {
  return new Refusal(
    "invalid-argument",
    `"${file}" has no objects of the type "${type}"`,
    `Expected one of ${types.slice(0, 50).join(", ")}; found "${type}".`,
    didYouMean(type, types) || "Name one of these.",
  );
}
