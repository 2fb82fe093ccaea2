import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { asError } from "../../../../base/abort.ts";
import { unreadable } from "../../load/load-refusals.ts";
import { quoted } from "../../load/sql-text.ts";
import type { SourceValue } from "../../source-readers.ts";
import {
  AttributeTypes,
  type OcelChange,
  type OcelEvent,
  type OcelLog,
  type OcelObject,
  type OcelRelation,
} from "./ocel-log.ts";

/** OCEL 2.0 as SQLite: `event_map_type` and `object_map_type` name a table for each type. */
export function openOcelSqlite(file: string, path: string): OcelLog {
  const eventAttributes = new AttributeTypes();
  const objectAttributes = new AttributeTypes();
  return {
    eventAttributes,
    objectAttributes,
    async *events() {
      using log = new OcelDatabase(file, path);
      log.addTypes("event", eventAttributes);
      yield* log.events();
    },
    async *objects() {
      using log = new OcelDatabase(file, path);
      log.addTypes("object", objectAttributes);
      yield* log.objects();
    },
  };
}

class OcelDatabase implements Disposable {
  readonly #file: string;
  readonly #database: DatabaseSync;

  constructor(file: string, path: string) {
    this.#file = file;
    try {
      this.#database = new DatabaseSync(path, { readOnly: true, allowExtension: false });
      this.#database.prepare("SELECT count(*) FROM event_map_type").get();
    } catch (error) {
      throw this.#unreadable(asError(error));
    }
  }

  addTypes(kind: "event" | "object", types: AttributeTypes): void {
    for (const { table } of this.#types(kind)) {
      for (const row of this.#rows(`PRAGMA table_info(${quoted(table)})`)) {
        types.add(String(row["name"]), String(row["type"]));
      }
    }
  }

  *events(): Iterable<OcelEvent> {
    const relations = this.#relations("event_object", "ocel_event_id", "ocel_object_id");
    for (const { type, table } of this.#types("event")) {
      for (const row of this.#rows(`SELECT * FROM ${quoted(table)}`)) {
        const { ocel_id: id, ocel_time: time, ...attributes } = row;
        yield {
          id: String(id),
          type,
          time: String(time),
          attributes: Object.entries(attributes).map(([name, value]) => [name, valueOf(value)]),
          relations: relations(id ?? null),
        };
      }
    }
  }

  *objects(): Iterable<OcelObject> {
    const relations = this.#relations("object_object", "ocel_source_id", "ocel_target_id");
    for (const { type, table } of this.#types("object")) {
      let current: { id: string; changes: OcelChange[] } | undefined;
      const finished = ({ id, changes }: { id: string; changes: OcelChange[] }): OcelObject => ({
        id,
        type,
        attributes: changes,
        relations: relations(id),
      });
      for (const row of this.#rows(`SELECT * FROM ${quoted(table)} ORDER BY ocel_id, ocel_time`)) {
        const id = String(row["ocel_id"]);
        if (current !== undefined && current.id !== id) {
          yield finished(current);
          current = undefined;
        }
        current ??= { id, changes: [] };
        current.changes.push(...changesOf(row));
      }
      if (current !== undefined) yield finished(current);
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #types(kind: "event" | "object"): readonly { readonly type: string; readonly table: string }[] {
    return [...this.#rows(`SELECT ocel_type, ocel_type_map FROM ${kind}_map_type`)].map((row) => ({
      type: String(row["ocel_type"]),
      table: `${kind}_${String(row["ocel_type_map"])}`,
    }));
  }

  #relations(table: string, from: string, to: string): (id: SQLOutputValue) => OcelRelation[] {
    const present = this.#database
      .prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = ?")
      .get(table);
    if (present?.["n"] !== 1) return () => [];
    // Without an index each look-up would read the whole table.
    const byId = new Map<string, OcelRelation[]>();
    for (const row of this.#rows(`SELECT ${from}, ${to}, ocel_qualifier FROM ${table}`)) {
      const id = String(row[from]);
      const known = byId.get(id);
      const relation = {
        objectId: String(row[to]),
        qualifier: String(row["ocel_qualifier"] ?? ""),
      };
      if (known === undefined) byId.set(id, [relation]);
      else known.push(relation);
    }
    return (id) => byId.get(String(id)) ?? [];
  }

  *#rows(sql: string): Iterable<Record<string, SQLOutputValue>> {
    try {
      const statement = this.#database.prepare(sql);
      statement.setReadBigInts(true);
      yield* statement.iterate();
    } catch (error) {
      throw this.#unreadable(asError(error));
    }
  }

  #unreadable(error: Error): Error {
    return unreadable(
      this.#file,
      "OCEL 2.0 SQLite",
      `Expected the tables of the standard (\`event_map_type\`, \`event\`, \`object\`, \`event_object\`, …); found this: ${error.message}.`,
    );
  }
}

/** A row with a changed field tells that one; the first row of an object tells all. */
function changesOf(row: Readonly<Record<string, SQLOutputValue>>): readonly OcelChange[] {
  const { ocel_id: _, ocel_time: time, ocel_changed_field: changed, ...attributes } = row;
  const names = typeof changed === "string" && changed !== "" ? [changed] : Object.keys(attributes);
  return names.flatMap((name) => {
    const value = valueOf(attributes[name] ?? null);
    if (value === null) return [];
    return [typeof time === "string" ? { name, time, value } : { name, value }];
  });
}

function valueOf(value: SQLOutputValue): SourceValue {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}
