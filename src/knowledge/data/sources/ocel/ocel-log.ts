import type { ColumnType } from "../../data-schema.ts";
import type { SourceValue } from "../../source-readers.ts";

/** An object-centric event log, whatever its file format. */
export interface OcelLog {
  events(): AsyncIterable<OcelEvent>;
  objects(): AsyncIterable<OcelObject>;
  /** What the log says of the types of its attributes, once all of it has been read. */
  readonly eventAttributes: AttributeTypes;
  readonly objectAttributes: AttributeTypes;
}

export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: readonly (readonly [name: string, value: SourceValue])[];
  readonly relations: readonly OcelRelation[];
}

export interface OcelObject {
  readonly id: string;
  readonly type: string;
  /** Each with the time from which it holds, where that is told. */
  readonly attributes: readonly OcelChange[];
  readonly relations: readonly OcelRelation[];
}

export interface OcelChange {
  readonly name: string;
  readonly time?: string;
  readonly value: SourceValue;
}

export interface OcelRelation {
  readonly objectId: string;
  readonly qualifier: string;
}

/** Types of attributes by name; those of one name in several types of events or objects share a column. */
export class AttributeTypes {
  readonly #types = new Map<string, ColumnType>();

  /** `type` as the file has it: `integer`, `TIMESTAMP`. */
  add(name: string, type: string): void {
    const known = this.#types.get(name);
    const told = typeOf(type);
    this.#types.set(name, known === undefined || known === told ? told : "STRING");
  }

  get(name: string): ColumnType | undefined {
    return this.#types.get(name);
  }
}

function typeOf(name: string): ColumnType {
  switch (name.toLowerCase()) {
    case "integer":
    case "int":
      return "INT";
    case "float":
    case "real":
    case "double":
      return "FLOAT";
    case "boolean":
      return "BOOLEAN";
    case "time":
    case "date":
    case "datetime":
    case "timestamp":
      return "DATE";
    default:
      return "STRING";
  }
}
