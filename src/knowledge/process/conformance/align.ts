import type { Automaton } from "./automaton.ts";

/** `both`: the event happened as the model has it. `log`: it happened besides. `model`: it should have happened. */
export interface Move {
  readonly kind: "both" | "log" | "model";
  readonly activity: string;
}

/** How many steps of search are left, over all variants together. */
export interface SearchBudget {
  left: number;
}

interface Node {
  readonly position: number;
  readonly state: number;
  readonly move: Move | undefined;
  readonly before: Node | undefined;
}

/** A case that is not over yet lacks what is still to come: that counts less than anything else. */
const costs = { besides: 2, lacking: 2, stillToCome: 1 } as const;

/**
 * The way of the model that differs least from the events, in events left out and activities put in. Of several the same
 * one each time. `none` when the model has no way to an end, `unknown` when the budget is spent.
 */
export function align(
  automaton: Automaton,
  activities: readonly string[],
  budget: SearchBudget,
): readonly Move[] | "none" | "unknown" {
  const done = new Set<string>();
  const start = { position: 0, state: automaton.start, move: undefined, before: undefined };
  /** By what they cost. */
  const waiting: Node[][] = [[start]];
  for (let cost = 0; cost < waiting.length; cost++) {
    /** A stack: what costs nothing is followed to its end first. */
    const stack = (waiting[cost] ?? []).toReversed();
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const key = `${node.position} ${node.state}`;
      if (done.has(key)) continue;
      done.add(key);
      if (budget.left-- <= 0) return "unknown";
      if (node.position === activities.length && automaton.accepts(node.state)) {
        return movesTo(node);
      }
      const putOff = (extra: number, next: Node): void => {
        (waiting[cost + extra] ??= []).push(next);
      };
      const free = step(automaton, activities, node, putOff);
      if (free !== undefined) stack.push(free);
    }
  }
  return "none";
}

/** The move that costs nothing is given back, the others are put off. */
function step(
  automaton: Automaton,
  activities: readonly string[],
  node: Node,
  putOff: (cost: number, next: Node) => void,
): Node | undefined {
  const { position, state } = node;
  const activity = activities[position];
  if (activity !== undefined) {
    const move = { kind: "log", activity } as const;
    putOff(costs.besides, { position: position + 1, state, move, before: node });
  }
  for (const possible of automaton.possible(state)) {
    const next = automaton.next(state, possible);
    if (next === undefined) continue;
    const move = { kind: "model", activity: possible } as const;
    const cost = activity === undefined ? costs.stillToCome : costs.lacking;
    putOff(cost, { position, state: next, move, before: node });
  }
  const next = activity === undefined ? undefined : automaton.next(state, activity);
  if (activity === undefined || next === undefined) return undefined;
  const move = { kind: "both", activity } as const;
  return { position: position + 1, state: next, move, before: node };
}

function movesTo(node: Node): readonly Move[] {
  const moves: Move[] = [];
  for (let at: Node | undefined = node; at?.move !== undefined; at = at.before) moves.push(at.move);
  return moves.toReversed();
}
