import type { Move } from "./align.ts";
import type { Automaton } from "./automaton.ts";

/** One way in which cases depart from the model. */
export interface Deviation {
  readonly kind: DeviationKind;
  readonly activity: string;
  /** What came right before; null at the start of the case. Only of `not-allowed-after`. */
  readonly after?: string | null;
}

/**
 * - `undesired-activity`: it happened, and the model does not have it (there).
 * - `repeated-activity`: it happened more often than the model allows.
 * - `missing-activity`: the model has it, and it did not happen.
 * - `wrong-order`: it happened, but not where the model has it.
 * - `incomplete`: the case stops after this activity, where the model goes on.
 * - `not-allowed-after`: the first activity that the model does not allow after what had happened.
 */
export type DeviationKind =
  | "undesired-activity"
  | "repeated-activity"
  | "missing-activity"
  | "wrong-order"
  | "incomplete"
  | "not-allowed-after";

/** The deviations of one variant from its alignment, each once. */
export function deviationsOf(moves: readonly Move[]): readonly Deviation[] {
  const lastEvent = moves.findLastIndex((move) => move.kind !== "model");
  const named = (kind: Move["kind"], part = moves): ReadonlySet<string> =>
    new Set(part.filter((move) => move.kind === kind).map((move) => move.activity));
  const both = named("both");
  const besides = named("log");
  const lacking = named("model");
  const lackingInside = named("model", moves.slice(0, lastEvent + 1));
  const found: Deviation[] = [];
  for (const activity of besides) {
    if (lacking.has(activity)) found.push({ kind: "wrong-order", activity });
    else if (both.has(activity)) found.push({ kind: "repeated-activity", activity });
    else found.push({ kind: "undesired-activity", activity });
  }
  for (const activity of lackingInside) {
    if (!besides.has(activity)) found.push({ kind: "missing-activity", activity });
  }
  const last = moves[lastEvent];
  const open = moves.slice(lastEvent + 1).some((move) => !besides.has(move.activity));
  if (last !== undefined && open) found.push({ kind: "incomplete", activity: last.activity });
  return found;
}

/** The first event that the model does not allow where it stands, when it knows the activity at all. */
export function firstNotAllowed(
  automaton: Automaton,
  activities: readonly string[],
): Deviation | undefined {
  let state = automaton.start;
  for (const [index, activity] of activities.entries()) {
    const next = automaton.next(state, activity);
    if (next === undefined) {
      if (!automaton.activities.has(activity)) return undefined;
      return { kind: "not-allowed-after", activity, after: activities[index - 1] ?? null };
    }
    state = next;
  }
  return undefined;
}

export function conforms(automaton: Automaton, activities: readonly string[]): boolean {
  let state: number | undefined = automaton.start;
  for (const activity of activities) {
    state = automaton.next(state, activity);
    if (state === undefined) return false;
  }
  return automaton.accepts(state);
}
