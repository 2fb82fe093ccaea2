import type { Bot } from "./bot.ts";
import type { Outcome } from "./run-agents.ts";

/** How a bot did over all tasks. */
export interface Score {
  readonly bot: string;
  readonly tasks: number;
  readonly solved: number;
  /** 0 to 1. */
  readonly rate: number;
  readonly calls: number;
  readonly corrections: number;
  /** Most corrections in one task that was solved. */
  readonly correctionsMax: number;
  readonly tokens: number;
  readonly largestAnswer: { readonly tokens: number; readonly tool: string };
  readonly failures: readonly string[];
}

export function scoreOf({ name }: Bot, outcomes: readonly Outcome[]): Score {
  const solved = outcomes.filter(({ failure }) => failure === undefined);
  const sum = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const [largestAnswer] = outcomes
    .map(({ effort }) => effort.largestAnswer)
    .toSorted((a, b) => b.tokens - a.tokens);
  return {
    bot: name,
    tasks: outcomes.length,
    solved: solved.length,
    rate: solved.length / outcomes.length,
    calls: sum(({ effort }) => effort.calls),
    corrections: sum(({ effort }) => effort.corrections),
    correctionsMax: Math.max(0, ...solved.map(({ effort }) => effort.corrections)),
    tokens: sum(({ effort }) => effort.tokens),
    largestAnswer: largestAnswer ?? { tokens: 0, tool: "" },
    failures: outcomes.flatMap(({ task, failure }) =>
      failure === undefined ? [] : [`${task}: ${failure}`],
    ),
  };
}
