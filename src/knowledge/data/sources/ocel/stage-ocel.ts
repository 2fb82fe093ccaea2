import type { StagedRows } from "../../load/staged-rows.ts";
import { RowStager } from "../row-stager.ts";
import type { SourceContext } from "../source-context.ts";
import type { AttributeTypes, OcelChange, OcelLog } from "./ocel-log.ts";

/** All tables of an object-centric log as they were read. */
export interface StagedOcel {
  readonly events: StagedRows;
  readonly objects: StagedRows;
  readonly eventObjects: StagedRows;
  readonly objectObjects: StagedRows;
  readonly objectChanges: StagedRows;
  /** The columns that events of a type have, and those that objects of a type have. */
  readonly eventTypes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly objectTypes: ReadonlyMap<string, ReadonlySet<string>>;
}

export async function stageOcel(log: OcelLog, context: SourceContext): Promise<StagedOcel> {
  const eventTypes = new Map<string, Set<string>>();
  const objectTypes = new Map<string, Set<string>>();
  const events = new RowStager(context);
  const eventObjects = new RowStager(context);
  const objects = new RowStager(context);
  const objectObjects = new RowStager(context);
  const objectChanges = new RowStager(context);
  for (const name of eventColumns) events.column(name);
  for (const name of objectColumns) objects.column(name);
  for (const name of ["event_id", "object_id", "qualifier"]) eventObjects.column(name);
  for (const name of ["source_id", "target_id", "qualifier"]) objectObjects.column(name);
  for (const name of ["object_id", "attribute", "timestamp", "value"]) objectChanges.column(name);
  for await (const event of log.events()) {
    const columns = columnsOf(eventTypes, event.type, eventColumns);
    events.setText(0, event.id, "STRING");
    events.setText(1, event.type, "STRING");
    events.setText(2, event.time, "DATE");
    for (const [name, value] of event.attributes) {
      const column = attributeColumn(name, eventColumns);
      columns.add(column);
      events.set(events.column(column), value);
    }
    await events.endRow();
    for (const { objectId, qualifier } of event.relations) {
      await eventObjects.append([
        ["event_id", event.id],
        ["object_id", objectId],
        ["qualifier", qualifier],
      ]);
    }
  }
  for await (const object of log.objects()) {
    const columns = columnsOf(objectTypes, object.type, objectColumns);
    objects.setText(0, object.id, "STRING");
    objects.setText(1, object.type, "STRING");
    for (const { name, value } of object.attributes.toSorted(byTime)) {
      const column = attributeColumn(name, objectColumns);
      columns.add(column);
      objects.set(objects.column(column), value);
    }
    await objects.endRow();
    for (const { objectId, qualifier } of object.relations) {
      await objectObjects.append([
        ["source_id", object.id],
        ["target_id", objectId],
        ["qualifier", qualifier],
      ]);
    }
    for (const { name, time, value } of object.attributes) {
      objectChanges.set(0, object.id);
      objectChanges.set(1, name);
      if (time !== undefined) objectChanges.setText(2, time, "DATE");
      if (value !== null && value !== undefined) objectChanges.set(3, textOf(value));
      await objectChanges.endRow();
    }
  }
  return {
    events: typed(await events.finish(), log.eventAttributes),
    objects: typed(await objects.finish(), log.objectAttributes),
    eventObjects: await eventObjects.finish(),
    objectObjects: await objectObjects.finish(),
    objectChanges: await objectChanges.finish(),
    eventTypes,
    objectTypes,
  };
}

const eventColumns: readonly string[] = ["event_id", "activity", "timestamp"];
const objectColumns: readonly string[] = ["object_id", "object_type"];

/** Values stand as texts in many logs, whatever the type of their attribute. */
function typed(rows: StagedRows, types: AttributeTypes): StagedRows {
  return {
    ...rows,
    columns: rows.columns.map((column) => {
      const holds = column.holds === "STRING" ? types.get(column.name) : undefined;
      return holds === undefined ? column : { ...column, holds };
    }),
  };
}

/** An attribute may be called like a column that every row has. */
function attributeColumn(name: string, taken: readonly string[]): string {
  return taken.includes(name.toLowerCase()) ? `${name} (attribute)` : name;
}

function columnsOf(
  types: Map<string, Set<string>>,
  type: string,
  always: readonly string[],
): Set<string> {
  const known = types.get(type);
  if (known !== undefined) return known;
  const columns = new Set(always);
  types.set(type, columns);
  return columns;
}

/** The last value is what an object has; one without a time is older than all others. */
function byTime(one: OcelChange, other: OcelChange): number {
  return (one.time ?? "") < (other.time ?? "") ? -1 : (one.time ?? "") > (other.time ?? "") ? 1 : 0;
}

function textOf(value: string | number | bigint | boolean | Date): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
