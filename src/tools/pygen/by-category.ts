import type { SnapCategory, SnapShape } from "../../pipeline/snap-shape.ts";

/** The categories, in the order of a pipeline. */
export const categories = [
  "read",
  "parse",
  "transform",
  "flow",
  "format",
  "write",
] as const satisfies readonly SnapCategory[];

/** Names of Snaps under their categories; categories without any are left out. */
export function byCategory(snaps: readonly SnapShape[]): Record<string, string[]> {
  return Object.fromEntries(
    categories
      .map((category) => [category, namesIn(snaps, category)] as const)
      .filter(([, names]) => names.length > 0),
  );
}

function namesIn(snaps: readonly SnapShape[], category: SnapCategory): string[] {
  return snaps.filter((snap) => snap.category === category).map(({ name }) => name);
}
