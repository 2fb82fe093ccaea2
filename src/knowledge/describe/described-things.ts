import type { ColumnType } from "../data/data-schema.ts";
import type {
  Attribute,
  Kpi,
  KnowledgeModel,
  ModelEventLog,
  ModelRecord,
} from "../model/knowledge-model.ts";
import type {
  DescribedAttribute,
  DescribedColumn,
  DescribedEventLog,
  DescribedKpi,
  DescribedRecord,
  DescribedThing,
} from "./model-description.ts";

/** What is known of columns beside the model. */
export interface ColumnLook {
  readonly types: ReadonlyMap<string, ColumnType>;
  /** Ids whose values the asker does not get to see. */
  readonly masked: ReadonlySet<string>;
}

export function describedThing({
  id,
  displayName,
  description,
  synonyms,
}: DescribedThing): DescribedThing {
  return { id, displayName, description, synonyms };
}

export function describedRecord(record: ModelRecord, look: ColumnLook): DescribedRecord {
  const { identifier, attributes } = record;
  const all = identifier === undefined ? attributes : [identifier, ...attributes];
  const seen = all.filter(({ eligible }) => eligible);
  return {
    ...describedThing(record),
    attributes: seen.map((attribute) => describedAttribute(attribute, look)),
    attributeCount: seen.length,
  };
}

function describedAttribute(attribute: Attribute, look: ColumnLook): DescribedAttribute {
  return { ...describedColumn(attribute.columnId, attribute, look), kind: attribute.kind };
}

export function describedKpi(
  kpi: Kpi,
  groupedBy: readonly string[],
  look: ColumnLook,
): DescribedKpi {
  return { ...describedColumn(kpi.id, kpi, look), direction: kpi.desiredDirection, groupedBy };
}

function describedColumn(
  id: string,
  column: DescribedThing & { readonly format?: string; readonly unit?: string },
  { types, masked }: ColumnLook,
): DescribedColumn {
  const { format, unit } = column;
  const type = types.get(id);
  return {
    ...describedThing(column),
    id,
    masked: masked.has(id),
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Tables by the records over them, where there are any. */
export function describedEventLog(
  log: ModelEventLog,
  records: KnowledgeModel["records"],
): DescribedEventLog {
  const recordOf = (table: string): string =>
    records.find((record) => record.table === table)?.id ?? table;
  const { id, displayName, description, activityTable, caseTable } = log;
  return {
    id,
    displayName,
    description,
    synonyms: [],
    activityRecord: recordOf(activityTable),
    ...(caseTable === undefined ? {} : { caseRecord: recordOf(caseTable) }),
  };
}
