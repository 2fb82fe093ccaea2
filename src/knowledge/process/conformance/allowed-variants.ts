import type { Automaton } from "./automaton.ts";

interface Branch {
  readonly next: Map<string, number>;
  ends: boolean;
}

/** Allows exactly the variants that are listed. */
export function automatonOfVariants(variants: readonly (readonly string[])[]): Automaton {
  const branches: Branch[] = [{ next: new Map(), ends: false }];
  for (const activities of variants) {
    let branch = branches[0];
    for (const activity of activities) {
      const known = branch?.next.get(activity);
      if (known === undefined) {
        branch?.next.set(activity, branches.length);
        branches.push({ next: new Map(), ends: false });
      }
      branch = branches[known ?? branches.length - 1];
    }
    if (branch !== undefined) branch.ends = true;
  }
  return {
    start: 0,
    activities: new Set(variants.flat()),
    next: (state, activity) => branches[state]?.next.get(activity),
    accepts: (state) => branches[state]?.ends === true,
    possible: (state) => [...(branches[state]?.next.keys() ?? [])].toSorted(),
  };
}
