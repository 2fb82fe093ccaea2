/** How often something was called, and ended so, since the process began. */
export interface CallTally {
  readonly action: string;
  readonly outcome: string;
  readonly calls: number;
  readonly durationMs: number;
}

/** Authors name tools, so that there may be many; those past the limit are counted together. */
export const callTalliesMax = 1_000;

/** Counts calls by action and outcome. */
export class CallTallies {
  readonly #tallies = new Map<
    string,
    { action: string; outcome: string; calls: number; durationMs: number }
  >();

  add(action: string, outcome: string, durationMs: number): void {
    const known = this.#tallies.get(`${action}\n${outcome}`);
    const named = known !== undefined || this.#tallies.size < callTalliesMax ? action : "other";
    const key = `${named}\n${outcome}`;
    const tally = this.#tallies.get(key) ?? { action: named, outcome, calls: 0, durationMs: 0 };
    tally.calls++;
    tally.durationMs += durationMs;
    this.#tallies.set(key, tally);
  }

  all(): readonly CallTally[] {
    return [...this.#tallies.values()].map((tally) => ({ ...tally }));
  }
}
