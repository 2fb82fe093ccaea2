/** So many mistakes one careless bot makes in a task: each costs a correction. */
export const mistakesMax = 2;

/** Which kinds of mistakes a bot makes in a task: each kind once, no more than `mistakesMax` in all. */
export class Mistakes<Kind extends string> {
  readonly #kinds: readonly Kind[];
  readonly #made = new Set<Kind>();

  /** The seed decides which kinds this task may see; another task sees others. */
  constructor(all: readonly Kind[], seed: number, prone: number) {
    this.#kinds = all
      .toSorted((a, b) => hash(`${seed} ${a}`) - hash(`${seed} ${b}`))
      .slice(0, prone);
  }

  /** Whether to make this mistake now; it counts as made then. */
  take(kind: Kind): boolean {
    if (this.#made.size >= mistakesMax || !this.#kinds.includes(kind) || this.#made.has(kind)) {
      return false;
    }
    this.#made.add(kind);
    return true;
  }
}

/** A name with a letter left out, doubled, or swapped with its neighbour, as the seed says. */
export function misspelt(name: string, seed: number): string {
  const letters = [...name.matchAll(/[A-Za-z](?=[A-Za-z])/g)].map(({ index }) => index);
  const inside = letters.filter((at) => at > 0);
  const at = inside[hash(`${name} ${seed}`) % Math.max(1, inside.length)] ?? 1;
  const [before, letter = "", next = "", after] = [
    name.slice(0, at),
    name[at],
    name[at + 1],
    name.slice(at + 2),
  ];
  switch (seed % 3) {
    case 0:
      return `${before}${next}${after}`;
    case 1:
      return `${before}${letter}${letter}${next}${after}`;
    default:
      return letter === next ? `${before}${next}${after}` : `${before}${next}${letter}${after}`;
  }
}

/** A number from 0 that a text determines (FNV-1a). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}
