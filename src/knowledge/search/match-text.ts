import { isNear } from "./is-near.ts";

export type TextMatch = "exact" | "prefix" | "substring" | "fuzzy";

/** How well a folded text fits a folded term; typos count only when asked for. */
export function matchText(term: string, text: string, typos: boolean): TextMatch | undefined {
  if (term === "") return undefined;
  if (text === term) return "exact";
  if (text.startsWith(term)) return "prefix";
  if (text.includes(term)) return "substring";
  return typos && isNear(term, text) ? "fuzzy" : undefined;
}
