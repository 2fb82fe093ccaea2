import type { PqlValue } from "../expression.ts";
import { isLike } from "../functions/like.ts";

/** A regular expression over the activities of a case. */
export type Pattern =
  /** One activity: one of the names, or none of them when negated; no names, negated, is any activity. */
  | { readonly kind: "one"; readonly names: readonly ActivityName[]; readonly negated: boolean }
  | { readonly kind: "sequence"; readonly parts: readonly Pattern[] }
  | { readonly kind: "choice"; readonly parts: readonly Pattern[] }
  /** Any number of times from `from`, to `to` when given. */
  | {
      readonly kind: "repeat";
      readonly part: Pattern;
      readonly from: number;
      readonly to: number | null;
    }
  /** The start of the case, or its end. */
  | { readonly kind: "start" | "end" };

export interface ActivityName {
  readonly text: string;
  /** Whether the text is a pattern of `LIKE`. */
  readonly like: boolean;
}

export const anyActivity: Pattern = { kind: "one", names: [], negated: true };
export const anything: Pattern = { kind: "repeat", part: anyActivity, from: 0, to: null };

export function sequence(...parts: readonly Pattern[]): Pattern {
  return { kind: "sequence", parts };
}

export function oneOf(names: readonly ActivityName[]): Pattern {
  return { kind: "one", names, negated: false };
}

/** Whether some stretch of the activities matches. */
export function matches(pattern: Pattern, activities: readonly PqlValue[]): boolean {
  const everywhere = new Set(Array.from({ length: activities.length + 1 }, (_, place) => place));
  return reach(pattern, activities, everywhere).size > 0;
}

export function isNamed(activity: PqlValue, { text, like }: ActivityName): boolean {
  return like ? isLike(String(activity), text) : activity === text;
}

/** Every name in a pattern, each once. */
export function namesIn(pattern: Pattern): readonly ActivityName[] {
  const found = new Map<string, ActivityName>();
  const look = (at: Pattern): void => {
    if (at.kind === "one") {
      for (const name of at.names) found.set(JSON.stringify([name.like, name.text]), name);
    } else if (at.kind === "repeat") look(at.part);
    else if ("parts" in at) for (const part of at.parts) look(part);
  };
  look(pattern);
  return [...found.values()];
}

/** Where a match that begins at one of the places can end. */
function reach(
  pattern: Pattern,
  activities: readonly PqlValue[],
  from: ReadonlySet<number>,
): ReadonlySet<number> {
  if (pattern.kind === "one") {
    const fits = (place: number): boolean => {
      const activity = activities[place];
      if (activity === undefined) return false;
      return pattern.names.some((name) => isNamed(activity, name)) !== pattern.negated;
    };
    return new Set([...from].filter(fits).map((place) => place + 1));
  }
  if (pattern.kind === "sequence") {
    let at = from;
    for (const part of pattern.parts) at = reach(part, activities, at);
    return at;
  }
  if (pattern.kind === "choice") {
    return new Set(pattern.parts.flatMap((part) => [...reach(part, activities, from)]));
  }
  if (pattern.kind === "repeat") return repeated(pattern, activities, from);
  const place = pattern.kind === "start" ? 0 : activities.length;
  return new Set([...from].filter((at) => at === place));
}

function repeated(
  { part, from: least, to: most }: Extract<Pattern, { kind: "repeat" }>,
  activities: readonly PqlValue[],
  from: ReadonlySet<number>,
): ReadonlySet<number> {
  let at = from;
  for (let times = 0; times < least; times++) at = reach(part, activities, at);
  const all = new Set(at);
  let left = most === null ? activities.length : most - least;
  for (let before = -1; left > 0 && all.size > before; left--) {
    before = all.size;
    at = reach(part, activities, at);
    for (const place of at) all.add(place);
  }
  return all;
}
