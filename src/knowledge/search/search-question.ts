import type { ColumnType } from "../data/data-schema.ts";

export interface SearchQuestion {
  /** Each is literal text: `%`, `*` and quotes mean themselves. */
  readonly terms: readonly string[];
  /** What the person asked; looked at when the terms find nothing. */
  readonly userQuery?: string;
}

export interface SearchAnswer {
  /** In the order of the question, each term once. */
  readonly terms: readonly TermAnswer[];
  /** One sentence each: what was cut, what could not be looked at. */
  readonly notes: readonly string[];
  /** Policies that hid rows, in words. */
  readonly appliedFilters: readonly string[];
  /** Ids of hits whose values a policy hides. */
  readonly maskedColumns: readonly string[];
  readonly loadedMs: number;
}

export interface TermAnswer {
  readonly term: string;
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** Hits that did not fit. */
  readonly moreHits: number;
}

export interface SearchHit {
  /** As `columns` of load_data takes it. */
  readonly id: string;
  readonly displayName: string;
  /** Empty for a KPI. */
  readonly recordDisplayName: string;
  readonly columnType: ColumnType;
  readonly entityType: "Attribute" | "KPI";
  /** How well the best of its names or values fits. */
  readonly match: SearchMatch;
  /** Values of the column that fit, best first; empty when its names fit. */
  readonly matchedValues: readonly string[];
  /** More values fit than are shown. */
  readonly moreValues: boolean;
}

/** Best first. `related`: the term is among words of its description; `query`: a word of the user's question is. */
export const searchMatches = ["exact", "prefix", "substring", "fuzzy", "related", "query"] as const;
export type SearchMatch = (typeof searchMatches)[number];
