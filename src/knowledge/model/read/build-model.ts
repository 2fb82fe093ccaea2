import type { ColumnType } from "../../data/data-schema.ts";
import type {
  Kpi,
  KnowledgeModel,
  ModelEventLog,
  ModelFilter,
  ModelVariable,
  Policy,
} from "../knowledge-model.ts";
import { columnTypeOf, describedOf } from "./described.ts";
import { readableName } from "../readable-name.ts";
import { conditionText } from "./condition-text.ts";
import { buildRecord } from "./build-record.ts";
import type { LayerEntities, ModelLayer } from "./model-layer.ts";
import type { RawEntity } from "./model-schema.ts";
import type { ModelSource } from "./model-source.ts";
import type { Sourced } from "./sourced.ts";

/** The merged entities as a model. What is not said is made of the ids. Each thing's place goes into `source`. */
export function buildModel(
  layer: ModelLayer,
  dataModelId: string,
  entities: LayerEntities,
  source: ModelSource,
): KnowledgeModel {
  const { key, displayName, description, version } = layer.metadata.value;
  const build = <Raw extends { readonly id: string }, Thing extends object>(
    list: string,
    things: readonly Sourced<Raw>[],
    make: (raw: Raw) => Thing,
  ): readonly Thing[] =>
    things.map((sourced) => {
      const thing = make(sourced.value);
      source.add(thing, `${list}.${sourced.value.id}`, sourced);
      return thing;
    });
  const model: KnowledgeModel = {
    key,
    displayName: displayName ?? readableName(key),
    description: description ?? "",
    version: String(version ?? "1.0.0"),
    dataModelId,
    variables: build("variables", entities.variables, variableOf),
    records: entities.records.map((record) => buildRecord(record, source)),
    kpis: build("kpis", entities.kpis, kpiOf),
    filters: build("filters", entities.filters, filterOf),
    eventLogs: build("eventLogs", entities.eventLogs, eventLogOf),
    policies: build("policies", entities.policies, policyOf),
  };
  source.add(model, "", layer.head);
  return model;
}

function variableOf(raw: RawEntity<"variables">): ModelVariable {
  const { id, value } = raw;
  return {
    id,
    displayName: raw.displayName ?? readableName(id),
    type: raw.type === undefined ? typeOfValue(value) : columnTypeOf(raw.type),
    value,
  };
}

function typeOfValue(value: string | number | boolean): ColumnType {
  if (typeof value === "string") return "STRING";
  if (typeof value === "boolean") return "BOOLEAN";
  return Number.isInteger(value) ? "INT" : "FLOAT";
}

function kpiOf(raw: RawEntity<"kpis">): Kpi {
  return {
    ...describedOf(raw),
    pql: raw.pql ?? "",
    desiredDirection: directionOf(raw.desiredDirection),
    parameters: (raw.parameters ?? []).map(({ id, displayName, value }) => ({
      id,
      displayName: displayName ?? readableName(id),
      value,
    })),
    ...(raw.format === undefined ? {} : { format: raw.format }),
    ...(raw.unit === undefined ? {} : { unit: raw.unit }),
    ...(raw.target === undefined ? {} : { target: String(raw.target) }),
  };
}

function directionOf(direction: string | undefined): Kpi["desiredDirection"] {
  const upper = direction?.toUpperCase();
  return upper === "UP" || upper === "DOWN" ? upper : "NONE";
}

function filterOf(raw: RawEntity<"filters">): ModelFilter {
  return { ...describedOf(raw), pql: conditionText(raw.pql ?? "") };
}

function eventLogOf(raw: RawEntity<"eventLogs">): ModelEventLog {
  const { id, displayName, description, eligible } = describedOf(raw);
  const { caseTable, endTimestampColumn, sortingColumn } = raw;
  return {
    id,
    displayName,
    description,
    eligible,
    activityTable: raw.activityTable ?? "",
    caseColumn: raw.caseColumn ?? "",
    activityColumn: raw.activityColumn ?? "",
    timestampColumn: raw.timestampColumn ?? "",
    ...(caseTable === undefined ? {} : { caseTable }),
    ...(endTimestampColumn === undefined ? {} : { endTimestampColumn }),
    ...(sortingColumn === undefined ? {} : { sortingColumn }),
  };
}

function policyOf(raw: RawEntity<"policies">): Policy {
  return {
    id: raw.id,
    appliesTo: (raw.appliesTo ?? []).map(({ kind, value }) => ({ kind, value: value ?? "" })),
    maskedColumns: raw.maskedColumns ?? [],
    ...(raw.rowFilter === undefined ? {} : { rowFilter: conditionText(raw.rowFilter) }),
  };
}
