import MiniSearch from "minisearch";
import { fold, foldName, wordsOf } from "./fold.ts";
import { matchText } from "./match-text.ts";
import { type SearchMatch, searchMatches } from "./search-question.ts";
import type { SearchedColumn } from "./searched-columns.ts";

export interface NameHit {
  readonly column: SearchedColumn;
  readonly match: SearchMatch;
  /** Among hits of one match, the higher the better. */
  readonly score: number;
}

/** Columns by their names, the names of their records, synonyms and descriptions. */
export interface NameIndex {
  find(term: string): readonly NameHit[];
  /** Columns of which some word of a sentence is a name. */
  findInSentence(sentence: string): readonly NameHit[];
}

/** Fuzzy and described hits are many; the best of them are enough. */
const indexHitsMax = 100;

export function createNameIndex(columns: readonly SearchedColumn[]): NameIndex {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const folded = columns.map((column) => ({
    column,
    names: [...new Set(column.names.map(foldName))],
  }));
  const index = new MiniSearch<IndexedColumn>({
    fields: ["names", "records", "description"],
    tokenize: (text) => [...wordsOf(text)],
    processTerm: (word) => fold(word),
  });
  index.addAll(
    columns.map(({ id, names, recordNames, description }) => ({
      id,
      names: names.join(" | "),
      records: recordNames.join(" | "),
      description,
    })),
  );
  const looked = (text: string, match: SearchMatch, options: Options): readonly NameHit[] =>
    index
      .search(text, { boost: { names: 4, records: 2 }, ...options })
      .slice(0, indexHitsMax)
      .flatMap(({ id, score }): NameHit[] => {
        const column = byId.get(String(id));
        return column === undefined ? [] : [{ column, match, score }];
      });
  return {
    find: (term) => {
      const wanted = foldName(term);
      if (wanted === "") return [];
      const direct = folded.flatMap(({ column, names }): NameHit[] => {
        const match = bestMatch(wanted, names);
        return match === undefined ? [] : [{ column, match, score: 1000 - shortest(names) }];
      });
      const named = ["names", "records"];
      const near = direct.filter(({ match }) => match === "fuzzy");
      return firstOfEach([
        ...direct.filter(({ match }) => match !== "fuzzy"),
        ...looked(wanted, "substring", { fields: named, combineWith: "AND" }),
        ...looked(wanted, "substring", { fields: named, combineWith: "AND", prefix: true }),
        ...near,
        ...looked(wanted, "fuzzy", {
          fields: ["names"],
          combineWith: "AND",
          prefix: true,
          fuzzy: (word) => (word.length < 4 ? false : word.length < 8 ? 1 : 2),
        }),
        ...looked(wanted, "related", { combineWith: "AND", prefix: true }),
      ]);
    },
    findInSentence: (sentence) =>
      looked(sentence.slice(0, sentenceLengthMax), "query", {
        fields: ["names", "records"],
        combineWith: "OR",
        filter: ({ queryTerms }) => queryTerms.some((word) => word.length > 3),
      }),
  };
}

/** A question is a sentence or two; a longer one is cut. */
const sentenceLengthMax = 2_000;

interface IndexedColumn {
  readonly id: string;
  readonly names: string;
  readonly records: string;
  readonly description: string;
}

type Options = NonNullable<Parameters<MiniSearch<IndexedColumn>["search"]>[1]>;

function bestMatch(wanted: string, names: readonly string[]): SearchMatch | undefined {
  const matches = new Set(names.map((name) => matchText(wanted, name, true)));
  return (["exact", "prefix", "substring", "fuzzy"] as const).find((match) => matches.has(match));
}

function shortest(names: readonly string[]): number {
  return Math.min(...names.map((name) => name.length));
}

/** One hit a column, its best, best first. */
function firstOfEach(hits: readonly NameHit[]): readonly NameHit[] {
  const first = new Map<string, NameHit>();
  for (const hit of hits) if (!first.has(hit.column.id)) first.set(hit.column.id, hit);
  return [...first.values()].toSorted(
    (a, b) => searchMatches.indexOf(a.match) - searchMatches.indexOf(b.match) || b.score - a.score,
  );
}
