import { nearestNames } from "../../base/nearest.ts";
import type { ModelColumn, ModelIndex } from "./model-index.ts";
import { QuestionRefusal } from "./question-refusal.ts";

/** Which columns a question may name. */
export interface ColumnReach {
  readonly index: ModelIndex;
  /** Whether the asset's author named the columns, who may use what agents do not see. */
  readonly authored: boolean;
}

/**
 * The column of an id: exact, or the only one that differs in case. Anything else is refused with the nearest ids.
 * `attribute` is the place of the id in the question.
 */
export function resolveColumn(
  { index, authored }: ColumnReach,
  id: string,
  attribute: string,
): ModelColumn {
  const found = findColumn(index, id);
  if (found !== undefined && (authored || found.eligible)) return found;
  if (index.augmented.has(id)) throw filledByWriteBacks(id, attribute);
  throw unknownColumn(index, id, attribute);
}

function findColumn(index: ModelIndex, id: string): ModelColumn | undefined {
  const exact = index.columns.get(id);
  if (exact !== undefined) return exact;
  const [only, ...more] = index.idsInLowerCase.get(id.toLowerCase()) ?? [];
  return only === undefined || more.length > 0 ? undefined : index.columns.get(only);
}

function unknownColumn(index: ModelIndex, id: string, attribute: string): QuestionRefusal {
  const idsByName = new Map<string, string>();
  for (const column of index.columns.values()) {
    if (!column.eligible) continue;
    if (!idsByName.has(column.displayName)) idsByName.set(column.displayName, column.id);
    idsByName.set(column.id, column.id);
  }
  const near = nearestNames(id, idsByName.keys(), 5);
  const suggested = new Set(near.map((name) => idsByName.get(name) ?? name));
  return new QuestionRefusal(
    attribute,
    `Unknown column ${shownId(id)}`,
    "The knowledge model has no such column: attributes are `RECORD.ATTRIBUTE`, KPIs a bare id.",
    suggested.size === 0
      ? "Call search_data or get_knowledge_model for the ids."
      : `Did you mean ${[...suggested].map((one) => `"${one}"`).join(" or ")}?`,
  );
}

function filledByWriteBacks(id: string, attribute: string): QuestionRefusal {
  return new QuestionRefusal(
    attribute,
    `${shownId(id)} has no values in the data`,
    "It is an augmented attribute: write-backs fill it, and the loaded tables do not hold it.",
    "Leave it out.",
  );
}

/** An id as texts repeat it. */
export function shownId(id: string): string {
  return JSON.stringify(id.length <= 100 ? id : `${id.slice(0, 97).toWellFormed()}…`);
}
