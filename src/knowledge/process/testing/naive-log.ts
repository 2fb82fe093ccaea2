import type { TestEvent } from "./log-for-tests.ts";

export interface NaiveTrace {
  readonly id: string;
  readonly steps: readonly { readonly activity: string; readonly at: number }[];
  readonly seconds: number;
}

/** The traces of a log as one would make them by hand: sort, then group. */
export function naiveTraces(events: readonly TestEvent[], sorted = false): readonly NaiveTrace[] {
  const byCase = new Map<string, { activity: string; at: number }[]>();
  const place = (event: TestEvent): number =>
    sorted ? (event.sorting ?? Number.POSITIVE_INFINITY) : 0;
  const ordered = events.toSorted(
    (a, b) => (a.at ?? 0) - (b.at ?? 0) || compare(place(a), place(b)),
  );
  for (const { id, activity, at } of ordered) {
    if (id === null || activity === null || at === null) continue;
    byCase.set(id, [...(byCase.get(id) ?? []), { activity, at }]);
  }
  return [...byCase].map(([id, steps]) => ({
    id,
    steps,
    seconds: ((steps.at(-1)?.at ?? 0) - (steps[0]?.at ?? 0)) * 60,
  }));
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function naiveVariants(traces: readonly NaiveTrace[]): ReadonlyMap<string, NaiveTrace[]> {
  const variants = new Map<string, NaiveTrace[]>();
  for (const trace of traces) {
    const key = JSON.stringify(trace.steps.map((step) => step.activity));
    variants.set(key, [...(variants.get(key) ?? []), trace]);
  }
  return variants;
}

/** Every step from one event to the next, by `["source","target"]`, with its seconds and its case. */
export function naiveEdges(
  traces: readonly NaiveTrace[],
): ReadonlyMap<string, { readonly seconds: number; readonly id: string }[]> {
  const edges = new Map<string, { readonly seconds: number; readonly id: string }[]>();
  for (const { id, steps } of traces) {
    for (const [index, next] of steps.entries()) {
      const step = steps[index - 1];
      if (step === undefined) continue;
      const key = JSON.stringify([step.activity, next.activity]);
      edges.set(key, [...(edges.get(key) ?? []), { seconds: (next.at - step.at) * 60, id }]);
    }
  }
  return edges;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Between the two nearest values when none is exactly there. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The same number but for rounding. */
export function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));
}
