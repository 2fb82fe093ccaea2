import type { ColumnType, EventLog } from "../data/data-schema.ts";

/**
 * What a business calls its data: records with attributes over tables, KPIs, filters. As read from YAML with extensions
 * merged; every `pql` parses. `${VAR}` stands in it as written and is bound when it is compiled, see `modelNames`.
 * An id of a column is `RECORD.ATTRIBUTE` or the bare id of a KPI.
 */
export interface KnowledgeModel {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly dataModelId: string;
  readonly variables: readonly ModelVariable[];
  readonly records: readonly ModelRecord[];
  readonly kpis: readonly Kpi[];
  readonly filters: readonly ModelFilter[];
  readonly eventLogs: readonly ModelEventLog[];
  readonly policies: readonly Policy[];
}

interface Described {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  /** For authors; `llm_eligible` in it shows the thing to agents. */
  readonly internalNote: string;
  /** Whether agents see it. A record is also seen when one of its attributes is. */
  readonly eligible: boolean;
  readonly synonyms: readonly string[];
}

export interface ModelVariable {
  readonly id: string;
  readonly displayName: string;
  readonly type: ColumnType;
  readonly value: string | number | boolean;
}

export interface ModelRecord extends Described {
  /** The table, as PQL: `"CASES"`. */
  readonly pql: string;
  readonly table: string;
  readonly identifier?: Attribute;
  /** Attributes and calculated attributes, then flags as attributes of type BOOLEAN. */
  readonly attributes: readonly Attribute[];
  readonly augmentedAttributes: readonly AugmentedAttribute[];
}

export interface Attribute extends Described {
  /** `RECORD.ATTRIBUTE`. */
  readonly columnId: string;
  readonly pql: string;
  readonly type?: ColumnType;
  readonly format?: string;
  readonly unit?: string;
  readonly kind: "attribute" | "identifier" | "flag";
}

/** Filled by write-backs instead of by the data. */
export interface AugmentedAttribute extends Described {
  readonly columnId: string;
  readonly type: ColumnType;
}

export interface Kpi extends Described {
  readonly pql: string;
  readonly format?: string;
  readonly unit?: string;
  readonly desiredDirection: "UP" | "DOWN" | "NONE";
  /** PQL of the target value. */
  readonly target?: string;
  readonly parameters: readonly KpiParameter[];
}

export interface KpiParameter {
  readonly id: string;
  readonly displayName: string;
  readonly value: string | number | boolean;
}

export interface ModelFilter extends Described {
  /** A condition, without the word FILTER. */
  readonly pql: string;
}

export interface ModelEventLog extends EventLog {
  readonly displayName: string;
  readonly description: string;
  readonly eligible: boolean;
}

/** What some askers do not get to see: rows for which the condition does not hold, and values of masked columns. */
export interface Policy {
  readonly id: string;
  /** Askers by name, group, kind; every asker when empty. */
  readonly appliesTo: readonly PolicySubject[];
  /** A condition; `${caller.<attribute>}` in it is bound to what is known of the asker. */
  readonly rowFilter?: string;
  /** Column ids whose values are replaced by null; they cannot be filtered or ordered by either. */
  readonly maskedColumns: readonly string[];
}

export interface PolicySubject {
  readonly kind: "name" | "group" | "everyone" | "everyone-except-group";
  readonly value: string;
}
