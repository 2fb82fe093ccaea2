import { assert } from "../../base/errors.ts";
import type { PqlNode } from "../pql/ast.ts";
import type { CompileContext } from "../pql/query.ts";
import type { Asker } from "./asker.ts";
import { readsOf } from "./column-reads.ts";
import { columnType } from "./column-types.ts";
import { filterConditions } from "./filter-conditions.ts";
import type { Filters } from "./filters.ts";
import type { ModelColumn } from "./model-index.ts";
import { pql } from "./pql-build.ts";
import type { AskerPolicies } from "./policies.ts";
import type { QueryParts } from "./query-parts.ts";
import { QuestionRefusal } from "./question-refusal.ts";
import { resolveColumn, shownId } from "./resolve-column.ts";
import { seesPastPolicies } from "./sees-past-policies.ts";

export interface QuestionOptions {
  readonly filters: Filters;
  /** Ids of filters of the model. */
  readonly modelFilters: readonly string[];
  /** Whether the asset's author named the columns and filters, who may use what agents do not see. */
  readonly authored: boolean;
}

/** A question with the asker's policies and its filters in place: whatever is asked next keeps to them. */
export interface OpenQuestion {
  readonly policies: AskerPolicies;
  readonly context: CompileContext;
  /** Filters and policies together. */
  readonly conditions: readonly PqlNode[];
  /** One sentence each. */
  readonly appliedFilters: readonly string[];
  /** The column of an id, refused when it cannot be answered rightly. It may be masked: see `policies.masked`. */
  column(id: string, attribute: string): ModelColumn;
}

export function openQuestion(
  parts: QueryParts,
  asker: Asker,
  { filters, modelFilters, authored }: QuestionOptions,
): OpenQuestion {
  const { index, data, clock } = parts;
  const policies = parts.policiesOf(asker);
  const context: CompileContext = {
    schema: data.schema,
    names: policies.names,
    nowMs: clock.now(),
    dialect: data.warehouse.dialect,
  };
  const column = (id: string, attribute: string): ModelColumn => {
    const found = resolveColumn({ index, authored }, id, attribute);
    if (!policies.masked.has(found.id)) refusePastPolicies(found.node, found.id, attribute);
    return found;
  };
  const asked = filterConditions(filters, (id, attribute) => {
    const found = column(id, attribute);
    if (policies.masked.has(found.id)) throw masked(found.id, attribute, "filtered by");
    if (found.kind === "kpi") throw filterOnKpi(found.id, attribute);
    const type = columnType(found, context, attribute);
    if (typeof type !== "string") throw type;
    return { column: found, type };
  });
  const ofModel = modelFilters.flatMap((id) => {
    const found = index.filters.get(id);
    assert(found !== undefined, `filters of an asset were checked when it was published: ${id}`);
    for (const condition of found.conditions) {
      if (readsMasked(condition)) throw masked(id, "filters", "filtered by");
      refusePastPolicies(condition, id, "filters");
    }
    return { conditions: found.conditions, words: `filter "${id}": ${found.filter.displayName}` };
  });
  return {
    policies,
    context,
    column,
    conditions: [
      ...asked.map((filter) => filter.condition),
      ...ofModel.flatMap((filter) => filter.conditions),
      ...policies.conditions,
      ...(policies.hidesAll ? [pql.binary(pql.number(1), "=", pql.number(0))] : []),
    ],
    appliedFilters: [
      ...asked.map((filter) => filter.words),
      ...ofModel.map((filter) => filter.words),
      ...policies.words,
    ],
  };

  function readsMasked(node: PqlNode): boolean {
    if (policies.masked.size === 0) return false;
    const reads = readsOf(node, index, data.schema);
    return (
      reads.columnIds.values().some((id) => policies.masked.has(id)) ||
      reads.tableColumns.values().some((one) => policies.maskedTableColumns.has(one))
    );
  }

  function refusePastPolicies(node: PqlNode, id: string, attribute: string): void {
    if (policies.conditionTables.size === 0) return;
    const reads = readsOf(node, index, data.schema);
    const name = seesPastPolicies(reads, policies.conditionTables, data.schema);
    if (name !== undefined) throw looksPast(id, name, attribute);
  }
}

export function masked(id: string, attribute: string, what: string): QuestionRefusal {
  return new QuestionRefusal(
    attribute,
    `${shownId(id)} cannot be ${what}`,
    "A policy hides the values of this column from the caller, and so does whatever tells about them.",
    "Leave it out.",
  );
}

function filterOnKpi(id: string, attribute: string): QuestionRefusal {
  return new QuestionRefusal(
    attribute,
    `${shownId(id)} is a KPI and cannot be filtered by`,
    "Filters choose the rows that KPIs are then computed over; a KPI has no value before that.",
    "Filter by an attribute, or send the KPI as `order_by` with a `limit`.",
  );
}

function looksPast(id: string, name: string, attribute: string): QuestionRefusal {
  return new QuestionRefusal(
    attribute,
    `${shownId(id)} is not available to the caller`,
    `It is computed with ${name}, which looks at rows whatever the filters are, and a policy hides some rows from the caller.`,
    "Ask for another column; the model's author can rewrite it without functions that look past filters.",
  );
}
