import type { Limits } from "../../base/limits.ts";
import type { ColumnType } from "../data/data-schema.ts";
import type { Asker } from "../query/asker.ts";
import type { QueryParts } from "../query/query-parts.ts";
import { findValues, type FoundValues } from "./find-values.ts";
import { createNameIndex, type NameHit } from "./name-index.ts";
import {
  type SearchAnswer,
  type SearchHit,
  searchMatches,
  type SearchQuestion,
  type TermAnswer,
} from "./search-question.ts";
import { searchScope, type SearchScope } from "./search-scope.ts";
import { type SearchedColumn, searchedColumns } from "./searched-columns.ts";
import { ValueStore } from "./value-store.ts";

export type Search = (
  question: SearchQuestion,
  asker: Asker,
  signal: AbortSignal,
) => Promise<SearchAnswer>;

/** Finds columns by names and by real values. The index of names is made once, values are read when first looked for. */
export function createSearch(parts: QueryParts, types: ReadonlyMap<string, ColumnType>): Search {
  const columns = searchedColumns(parts.index, types);
  const names = createNameIndex(columns);
  const store = new ValueStore(parts);
  return async (question, asker, signal) => {
    const scope = searchScope(parts, columns, asker);
    const { terms, notes } = takenTerms(question, parts.limits);
    const answers: TermAnswer[] = [];
    const withoutTypos = new Set<string>();
    for (const term of terms) {
      const found = await findValues(parts, store, scope, term, signal);
      for (const id of found.withoutTypos) withoutTypos.add(id);
      const hits = merged(names.find(term), found);
      const asked = question.userQuery ?? "";
      const all = hits.length === 0 ? merged(names.findInSentence(asked), nothing) : hits;
      answers.push(answerOf(term, all, parts.limits));
    }
    return {
      terms: answers,
      notes: [...notes, ...notesOn(answers, scope, [...withoutTypos], parts.limits)],
      appliedFilters: scope.words,
      maskedColumns: [...new Set(answers.flatMap(({ hits }) => hits.map(({ id }) => id)))].filter(
        (id) => scope.masked.has(id),
      ),
      loadedMs: parts.data.loadedMs,
    };
  };
}

const nothing: FoundValues = { hits: [], withoutTypos: [] };

/** Each term once; what is past the limits is left out, and said so. */
function takenTerms(
  { terms, userQuery = "" }: SearchQuestion,
  { searchTermsMax, searchTermLengthMax }: Limits,
): { readonly terms: readonly string[]; readonly notes: readonly string[] } {
  const asked = [...new Set(terms.filter((term) => term.trim() !== ""))];
  const wanted = asked.length === 0 && userQuery.trim() !== "" ? [userQuery] : asked;
  const short = wanted.filter((term) => term.length <= searchTermLengthMax);
  const notes: string[] = [];
  if (short.length < wanted.length) {
    notes.push(
      `${wanted.length - short.length} terms of more than ${searchTermLengthMax} characters were left out (limit searchTermLengthMax).`,
    );
  }
  if (short.length > searchTermsMax) {
    notes.push(
      `Only the first ${searchTermsMax} of ${short.length} terms were looked for (limit searchTermsMax).`,
    );
  }
  return { terms: short.slice(0, searchTermsMax), notes };
}

interface MergedHit {
  readonly hit: SearchHit;
  readonly score: number;
}

/** One hit a column: by its name, its values, or both. */
function merged(byName: readonly NameHit[], { hits }: FoundValues): readonly MergedHit[] {
  const all = new Map<string, MergedHit>();
  for (const { column, match, score } of byName) {
    all.set(column.id, { hit: plainHit(column, match), score });
  }
  for (const { column, match, values, more } of hits) {
    const named = all.get(column.id);
    const better =
      named === undefined || rankOf(match) < rankOf(named.hit.match) ? match : named.hit.match;
    const hit = { ...plainHit(column, better), matchedValues: values, moreValues: more };
    all.set(column.id, { hit, score: named?.score ?? 0 });
  }
  return [...all.values()].toSorted(
    (a, b) => rankOf(a.hit.match) - rankOf(b.hit.match) || b.score - a.score,
  );
}

function rankOf(match: SearchHit["match"]): number {
  return searchMatches.indexOf(match);
}

function plainHit(column: SearchedColumn, match: SearchHit["match"]): SearchHit {
  return {
    id: column.id,
    displayName: column.displayName,
    recordDisplayName: column.recordName,
    columnType: column.type,
    entityType: column.kind === "kpi" ? "KPI" : "Attribute",
    match,
    matchedValues: [],
    moreValues: false,
  };
}

function answerOf(term: string, hits: readonly MergedHit[], { searchHitsMax }: Limits): TermAnswer {
  const shown = hits.slice(0, searchHitsMax).map(({ hit }) => hit);
  return { term, hits: shown, moreHits: hits.length - shown.length };
}

function notesOn(
  answers: readonly TermAnswer[],
  { masked }: SearchScope,
  withoutTypos: readonly string[],
  { searchHitsMax, searchValuesMax }: Limits,
): readonly string[] {
  const notes: string[] = [];
  const cut = answers
    .filter(({ moreHits }) => moreHits > 0)
    .map(({ term }) => JSON.stringify(term));
  if (cut.length > 0) {
    notes.push(
      `More columns than ${searchHitsMax} fit ${cut.join(", ")} (limit searchHitsMax); narrower terms show the rest.`,
    );
  }
  const hits = answers.flatMap((answer) => answer.hits);
  if (hits.some(({ moreValues }) => moreValues)) {
    notes.push(
      `More values fit than are shown, ${searchValuesMax} a column (limit searchValuesMax).`,
    );
  }
  if (withoutTypos.length > 0 && answers.some(({ hits: own }) => own.length === 0)) {
    notes.push(
      `Typos are not understood in values of ${listed(withoutTypos)}: they have too many (limit searchColumnValuesMax).`,
    );
  }
  const hidden = [...new Set(hits.map(({ id }) => id))].filter((id) => masked.has(id));
  if (hidden.length > 0) {
    notes.push(`A policy hides the values of ${listed(hidden)} from the caller.`);
  }
  return notes;
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 10).join(", ");
  return ids.length > 10 ? `${shown} and ${ids.length - 10} more` : shown;
}
