import MiniSearch from "minisearch";
import type { SnapDefinition } from "../../engine/define-snap.ts";
import type { SettingShape, SnapShape } from "../../pipeline/snap-shape.ts";
import type { SnapNames } from "../names/snap-names.ts";
import { otherWords } from "../names/other-words.ts";
import { Phrases } from "./phrases.ts";
import { termOf, weightOf, wordsOf } from "./words.ts";

/** Characters of a question that count. */
export const questionLengthMax = 500;

/** What a phrase of one word more is worth, against the score of its words. */
const phraseWeight = 12;

/** What it is worth that the whole question is a name. */
const nameWeight = 40;

/** A Snap that cannot run comes after one that can, unless it fits much better. */
const unimplementedWeight = 0.6;

interface IndexedSnap {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly words: string;
  readonly summary: string;
  readonly details: string;
  readonly settings: string;
  readonly examples: string;
}

export interface SnapSearch {
  /** Snaps that fit the question, best first. */
  find(question: string, most: number): readonly SnapShape[];
}

/** Full-text search over Snaps, forgiving about endings and typing. */
export function snapSearch(
  snaps: readonly SnapShape[],
  definition: (classId: string) => SnapDefinition | undefined,
  names: SnapNames,
): SnapSearch {
  const byId = new Map(snaps.map((snap) => [snap.classId, snap]));
  const index = new MiniSearch<IndexedSnap>({
    fields: ["name", "label", "words", "summary", "details", "settings", "examples"],
    tokenize: wordsOf,
    processTerm: termOf,
  });
  const phrases = new Phrases();
  for (const snap of snaps) {
    const words = otherWords[snap.name]?.split("|") ?? [];
    for (const phrase of [snap.name, snap.label, ...words]) phrases.add(phrase, snap.classId);
    index.add(indexed(snap, words, definition(snap.classId)));
  }
  return {
    find(question, most) {
      const asked = question.slice(0, questionLengthMax);
      const scores = new Map<string, number>();
      for (const { id, score } of index.search(asked, searchOptions)) {
        const classId = String(id);
        const snap = byId.get(classId);
        scores.set(classId, score * (snap?.implemented === false ? unimplementedWeight : 1));
      }
      for (const [classId, count] of phrases.find(asked)) {
        scores.set(classId, (scores.get(classId) ?? 0) + count * phraseWeight);
      }
      const named = names.understand(asked);
      const meant = named.kind === "understood" ? [named.snap, ...named.also] : named.nearest;
      for (const { classId } of meant) {
        scores.set(classId, (scores.get(classId) ?? 0) + nameWeight);
      }
      return [...scores]
        .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, most)
        .flatMap(([classId]) => byId.get(classId) ?? []);
    },
  };
}

const searchOptions = {
  boost: { name: 3, label: 4, words: 3, summary: 2, details: 0.3, settings: 0.3, examples: 0.5 },
  fuzzy: (term: string): number => (term.length > 3 ? 0.25 : 0),
  prefix: (term: string): boolean => term.length > 3,
  boostTerm: weightOf,
  weights: { fuzzy: 0.4, prefix: 0.3 },
};

function indexed(
  snap: SnapShape,
  words: readonly string[],
  definition: SnapDefinition | undefined,
): IndexedSnap {
  return {
    id: snap.classId,
    name: snap.name,
    label: snap.label,
    words: words.join(" "),
    summary: snap.summary,
    details: definition?.details ?? "",
    settings: helpTexts(snap.settings).join(" "),
    examples: (definition?.examples ?? []).map(({ title }) => title).join(" "),
  };
}

function helpTexts(settings: Readonly<Record<string, SettingShape>>): string[] {
  return Object.entries(settings).flatMap(([key, shape]) => {
    const inner =
      shape.kind === "table" ? shape.columns : shape.kind === "group" ? shape.fields : {};
    return [key, shape.help, ...helpTexts(inner)];
  });
}
