import { wordsOf, termOf } from "./words.ts";

/** Words in one phrase at most. */
const phraseWordsMax = 4;

/** Finds whole phrases in questions: `inner join` says more than `inner` and `join` apart. */
export class Phrases {
  readonly #owners = new Map<string, Set<string>>();

  add(phrase: string, owner: string): void {
    const key = termsOf(phrase).join(" ");
    if (key === "") return;
    const owners = this.#owners.get(key);
    if (owners === undefined) this.#owners.set(key, new Set([owner]));
    else owners.add(owner);
  }

  /** Words of the longest phrase of each owner that stands in the question; one word counts only when it is all of it. */
  find(question: string): ReadonlyMap<string, number> {
    const terms = termsOf(question);
    const found = new Map<string, number>();
    for (let start = 0; start < terms.length; start++) {
      for (let count = 1; count <= phraseWordsMax && start + count <= terms.length; count++) {
        if (count === 1 && terms.length > 1) continue;
        for (const owner of this.#owners.get(terms.slice(start, start + count).join(" ")) ?? []) {
          found.set(owner, Math.max(count, found.get(owner) ?? 0));
        }
      }
    }
    return found;
  }
}

function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => termOf(word) ?? []);
}
