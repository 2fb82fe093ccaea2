import type { SourceValue } from "../../source-readers.ts";

/** An object-centric event log, whatever its file format. */
export interface OcelLog {
  events(): AsyncIterable<OcelEvent>;
  objects(): AsyncIterable<OcelObject>;
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
