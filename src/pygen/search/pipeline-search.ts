import MiniSearch from "minisearch";
import { Phrases } from "./phrases.ts";
import type { PipelineExample } from "./pipeline-example.ts";
import { questionLengthMax } from "./snap-search.ts";
import { termOf, weightOf, wordsOf } from "./words.ts";

const phraseWeight = 8;

export interface PipelineSearch {
  /** Examples that fit the question, best first. */
  find(question: string): readonly PipelineExample[];
}

/** Full-text search over example pipelines: title, keywords, description, file formats and Snaps. */
export function pipelineSearch(examples: readonly PipelineExample[]): PipelineSearch {
  const byName = new Map(examples.map((example) => [example.name, example]));
  const index = new MiniSearch({
    idField: "name",
    fields: ["name", "title", "keywords", "description", "inputs", "snaps"],
    tokenize: wordsOf,
    processTerm: termOf,
  });
  const phrases = new Phrases();
  for (const example of examples) {
    for (const phrase of [example.title, ...example.keywords]) phrases.add(phrase, example.name);
    index.add({
      name: example.name,
      title: example.title,
      keywords: example.keywords.join(" "),
      description: example.description,
      inputs: example.inputs.join(" "),
      snaps: (example.slpy.match(/\b[A-Z]\w+(?=\(label)|label="[^"]*"/g) ?? []).join(" "),
    });
  }
  return {
    find(question) {
      const asked = question.slice(0, questionLengthMax);
      const scores = new Map<string, number>();
      for (const { id, score } of index.search(asked, searchOptions)) scores.set(String(id), score);
      for (const [name, count] of phrases.find(asked)) {
        scores.set(name, (scores.get(name) ?? 0) + count * phraseWeight);
      }
      return [...scores]
        .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .flatMap(([name]) => byName.get(name) ?? []);
    },
  };
}

const searchOptions = {
  boost: { name: 2, title: 4, keywords: 3, description: 1.5, inputs: 0.5, snaps: 0.7 },
  fuzzy: (term: string): number => (term.length > 3 ? 0.25 : 0),
  prefix: (term: string): boolean => term.length > 3,
  boostTerm: weightOf,
  weights: { fuzzy: 0.4, prefix: 0.3 },
};
