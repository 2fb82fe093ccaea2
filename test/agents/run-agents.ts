import { systemClock } from "../../src/base/clock.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import type { Bot } from "./bot.ts";
import { agentOf, type Effort, noEffort } from "./play.ts";
import type { Task } from "./task.ts";
import type { Workplace } from "./workplace.ts";

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
  readonly signal?: AbortSignal;
  /** Told after every task. */
  readonly onOutcome?: (outcome: Outcome) => void;
}

const catalogue = createCatalogue(snaps, knownSnaps);

/** The tasks, done by one bot one after the other, each in a world of its own. */
export async function runAgent(
  workplace: Workplace,
  bot: Bot,
  tasks: readonly Task[],
  { signal, onOutcome }: RunOptions = {},
): Promise<readonly Outcome[]> {
  const done: Outcome[] = [];
  for (const [seed, task] of tasks.entries()) {
    signal?.throwIfAborted();
    const outcome = await doTask(workplace, bot, task, seed);
    onOutcome?.(outcome);
    done.push(outcome);
  }
  return done;
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
