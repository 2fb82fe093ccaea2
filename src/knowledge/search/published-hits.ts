import { setOwn } from "../../base/json.ts";
import type { SearchAnswer } from "./search-question.ts";

/** A hit as published clients read it; `matched_values` is there when values of the column fit the term. */
export interface PublishedHit {
  readonly id: string;
  readonly display_name: string;
  readonly record_display_name: string;
  readonly column_type: string;
  readonly entity_type: string;
  readonly matched_values?: readonly string[];
}

/** Hits by search term, whatever the term is called. `search_result` is this, as JSON text. */
export function publishedHits(answer: SearchAnswer): Record<string, readonly PublishedHit[]> {
  const byTerm: Record<string, readonly PublishedHit[]> = {};
  for (const { term, hits } of answer.terms) {
    const published = hits.map((hit) => ({
      id: hit.id,
      display_name: hit.displayName,
      record_display_name: hit.recordDisplayName,
      column_type: hit.columnType,
      entity_type: hit.entityType,
      ...(hit.matchedValues.length === 0 ? {} : { matched_values: hit.matchedValues }),
    }));
    setOwn(byTerm, term, published);
  }
  return byTerm;
}
