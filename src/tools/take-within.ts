import { printJson } from "../base/json.ts";

export interface Taken<T> {
  readonly items: readonly T[];
  /** How many were left out. */
  readonly omitted: number;
}

/** The first items whose JSON texts have at most `charactersMax` characters together. */
export function takeWithin<T>(items: readonly T[], charactersMax: number): Taken<T> {
  let characters = 0;
  let count = 0;
  for (const item of items) {
    characters += printJson(item).length + 1;
    if (characters > charactersMax) break;
    count++;
  }
  return { items: items.slice(0, count), omitted: items.length - count };
}
