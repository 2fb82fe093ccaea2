/**
 * What a model allows, as a machine that reads one activity after the other. Deterministic: one next state at most.
 * States are numbers that mean the same for as long as the automaton lives.
 */
export interface Automaton {
  readonly start: number;
  /** Every activity that the model knows. */
  readonly activities: ReadonlySet<string>;
  next(state: number, activity: string): number | undefined;
  /** Whether a case may end here. */
  accepts(state: number): boolean;
  /** What may happen here, in alphabetical order. */
  possible(state: number): readonly string[];
}
