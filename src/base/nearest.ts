/** Nobody mistypes a longer name, and comparing long texts takes long. */
const nameLengthMax = 200;

/** Up to `most` candidates that look like `name`, nearest first; case and punctuation do not count. */
export function nearestNames(name: string, candidates: Iterable<string>, most = 3): string[] {
  return nearestScored(name, candidates)
    .slice(0, most)
    .map((entry) => entry.candidate);
}

export interface ScoredName {
  readonly candidate: string;
  /** How many letters are wrong, 0 for none; 1 at most when one name contains the other. */
  readonly score: number;
}

/** The candidates that look like `name`, with how far they are from it. */
export function nearestScored(name: string, candidates: Iterable<string>): ScoredName[] {
  if (name.length > nameLengthMax) return [];
  const wanted = normalise(name);
  const scored: (ScoredName & { readonly distance: number })[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate.length > nameLengthMax) continue;
    const other = normalise(candidate);
    const distance = editDistance(wanted, other);
    const contained =
      wanted.length > 2 && other.length > 2 && (other.includes(wanted) || wanted.includes(other));
    const score = contained ? Math.min(distance, 1) : distance;
    if (score <= Math.max(1, Math.floor(wanted.length / 3))) {
      scored.push({ candidate, score, distance });
    }
  }
  return scored
    .toSorted(
      (a, b) =>
        a.score - b.score || a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1),
    )
    .map(({ candidate, score }) => ({ candidate, score }));
}

/** `Did you mean "a" or "b"?`, or the empty string when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearestNames(name, candidates);
  return near.length === 0 ? "" : `Did you mean ${near.map((n) => `"${n}"`).join(" or ")}?`;
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Optimal string alignment distance: insert, delete, replace, swap of neighbours. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
