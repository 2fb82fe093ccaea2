import { assert } from "../../base/errors.ts";
import type { ColumnType } from "../data/data-schema.ts";
import type { KnowledgeModel, ModelFilter } from "../model/knowledge-model.ts";
import { modelNames } from "../model/model-names.ts";
import type { PqlNode } from "../pql/ast.ts";
import type { PqlNames } from "../pql/names.ts";
import { parsePql, parsePqlFilters } from "../pql/parse.ts";

/** A column that a question can name. */
export interface ModelColumn {
  readonly id: string;
  readonly kind: "attribute" | "kpi";
  readonly node: PqlNode;
  readonly displayName: string;
  readonly eligible: boolean;
  readonly record?: string;
  readonly format?: string;
  readonly unit?: string;
}

/** A filter of the model with its conditions read. */
export interface IndexedFilter {
  readonly filter: ModelFilter;
  readonly conditions: readonly PqlNode[];
}

/** A knowledge model with its PQL read and its names ready to be looked up. */
export interface ModelIndex {
  readonly model: KnowledgeModel;
  readonly columns: ReadonlyMap<string, ModelColumn>;
  /** Column ids by their letters alone in lower case; more than one when only the case tells them apart. */
  readonly idsInLowerCase: ReadonlyMap<string, readonly string[]>;
  readonly filters: ReadonlyMap<string, IndexedFilter>;
  /** Ids of columns that write-backs fill, with their types; the data has no values of them. */
  readonly augmented: ReadonlyMap<string, ColumnType>;
  readonly names: PqlNames;
}

export function indexModel(model: KnowledgeModel): ModelIndex {
  const columns = new Map<string, ModelColumn>();
  const augmented = new Map<string, ColumnType>();
  for (const record of model.records) {
    const { identifier, attributes } = record;
    for (const attribute of identifier === undefined ? attributes : [identifier, ...attributes]) {
      columns.set(attribute.columnId, {
        id: attribute.columnId,
        kind: "attribute",
        node: read(attribute.pql, attribute.columnId),
        displayName: attribute.displayName,
        eligible: record.eligible && attribute.eligible,
        record: record.id,
        ...formatOf(attribute),
      });
    }
    for (const one of record.augmentedAttributes) augmented.set(one.columnId, one.type);
  }
  for (const kpi of model.kpis) {
    columns.set(kpi.id, {
      id: kpi.id,
      kind: "kpi",
      node: read(kpi.pql, kpi.id),
      displayName: kpi.displayName,
      eligible: kpi.eligible,
      ...formatOf(kpi),
    });
  }
  return {
    model,
    columns,
    augmented,
    idsInLowerCase: Map.groupBy(columns.keys(), (id) => id.toLowerCase()),
    filters: new Map(model.filters.map((filter) => [filter.id, indexFilter(filter)])),
    names: modelNames(model),
  };
}

function indexFilter(filter: ModelFilter): IndexedFilter {
  const parsed = parsePqlFilters(filter.pql);
  assert(parsed.kind === "parsed", `the model's filter ${filter.id} was checked when it was read`);
  return { filter, conditions: parsed.conditions };
}

function read(pql: string, id: string): PqlNode {
  const parsed = parsePql(pql);
  assert(parsed.kind === "parsed", `the model's PQL of ${id} was checked when it was read`);
  return parsed.node;
}

function formatOf(of: { readonly format?: string; readonly unit?: string }): {
  readonly format?: string;
  readonly unit?: string;
} {
  return {
    ...(of.format === undefined ? {} : { format: of.format }),
    ...(of.unit === undefined ? {} : { unit: of.unit }),
  };
}
