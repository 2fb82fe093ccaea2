import { systemClock } from "../../src/base/clock.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import type { Executor } from "../../src/engine/executor.ts";
import type { Clock } from "../../src/base/clock.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { serveEdge } from "../support/serve-edge.ts";
import type { Bot } from "./bot.ts";
import { agentOf, type Effort, noEffort } from "./play.ts";
import type { Task } from "./task.ts";
import { allTasks } from "./tasks/all-tasks.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

/** How one bot did one task. */
export interface Outcome {
  readonly task: string;
  readonly goal: string;
  /** Nothing when the verifier was content. */
  readonly failure: string | undefined;
  readonly effort: Effort;
  readonly durationMs: number;
}

export interface RunOptions {
  readonly newExecutor?: (clock: Clock) => Executor & AsyncDisposable;
  readonly signal?: AbortSignal;
  /** Told after every task. */
  readonly onOutcome?: (bot: Bot, outcome: Outcome) => void;
  readonly only?: RegExp;
}

const catalogue = createCatalogue(snaps, knownSnaps);

/** Every task, done by one bot after the other, each in a world of its own on one server. */
export async function runAgents(
  bots: readonly Bot[],
  options: RunOptions = {},
): Promise<ReadonlyMap<Bot, readonly Outcome[]>> {
  const { newExecutor, only = /(?:)/, signal, onOutcome } = options;
  await using served = await serveEdge(newExecutor === undefined ? {} : { newExecutor });
  const workplace = await openWorkplace(served);
  const tasks = allTasks(catalogue).filter(({ name }) => only.test(name));
  const outcomes = new Map<Bot, readonly Outcome[]>();
  for (const bot of bots) {
    const done: Outcome[] = [];
    for (const [seed, task] of tasks.entries()) {
      signal?.throwIfAborted();
      const outcome = await doTask(workplace, bot, task, seed);
      onOutcome?.(bot, outcome);
      done.push(outcome);
    }
    outcomes.set(bot, done);
  }
  return outcomes;
}

/** One bot at one task; the verdict is the verifier's, whatever the bot thinks of its work. */
export async function doTask(
  workplace: Workplace,
  bot: Bot,
  task: Task,
  seed: number,
): Promise<Outcome> {
  const startedMs = systemClock.now();
  const world = await workplace.settle(task.seed);
  const effort = noEffort();
  let failure: string | undefined;
  {
    await using connection = await bot.connect(workplace.endpoint, workplace.token, seed);
    const mind = bot.think({ world, seed, connection });
    const agent = agentOf({ bot, mind, connection, world, catalogue, effort });
    failure = await troubleOf(() => task.work(agent));
  }
  await using checker = await workplace.inspect(world);
  failure ??= await troubleOf(() => task.verify(checker));
  const { name, goal } = task;
  return { task: name, goal, failure, effort, durationMs: systemClock.now() - startedMs };
}

async function troubleOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  }
}
