import { createCatalogue } from "../../src/engine/catalogue.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { allBots, answerTokensMax } from "../../test/agents/all-bots.ts";
import { hoard } from "../../test/agents/hoard.ts";
import { inThreadExecutor } from "../../test/agents/in-thread-executor.ts";
import { runAgent } from "../../test/agents/run-agents.ts";
import { type Score, scoreOf } from "../../test/agents/score.ts";
import { allTasks } from "../../test/agents/tasks/all-tasks.ts";
import { openWorkplace } from "../../test/agents/workplace.ts";
import { serveEdge } from "../../test/support/serve-edge.ts";
import type { Benchmark } from "../support/benchmark.ts";
import { printTable } from "../support/print-table.ts";

/** The tasks are the same in every round, and so are the bots: one round says all. */
const benchmark: Benchmark = {
  summary: "six scripted agents with human failings do every task over MCP",
  async run({ say, signal }) {
    const tasks = allTasks(createCatalogue(snaps, knownSnaps));
    // Nothing here is timed, and a run costs the same calls and tokens in whatever thread it happens.
    await using served = await serveEdge({ newExecutor: inThreadExecutor });
    const workplace = await openWorkplace(served);
    say(`${tasks.length} tasks`);
    const bots: BotFigures[] = [];
    for (const { bot, rateMin } of allBots) {
      const score = scoreOf(bot, await runAgent(workplace, bot, tasks, { signal }));
      const met = score.rate >= rateMin && score.largestAnswer.tokens <= answerTokensMax;
      bots.push({ ...score, rateMin, met });
      say(`${bot.name}: ${score.solved} of ${score.tasks}`);
      for (const failure of score.failures) say(`  ${failure.split("\n", 1)[0]}`);
    }
    const answers = await hoard(workplace);
    const [largest] = answers.toSorted((a, b) => b.tokens - a.tokens);
    say(`\n${table(bots)}\n`);
    say(
      `The largest answer to a call that asks for all there is: ${largest?.tokens} tokens, of ${largest?.tool}.`,
    );
    const met = bots.every((one) => one.met) && (largest?.tokens ?? 0) <= answerTokensMax;
    say(
      `Every bot solves what is expected, no answer is over ${answerTokensMax} tokens: ${met ? "met" : "not met"}`,
    );
    return { tasks: tasks.length, bots, largestAnswer: largest, answerTokensMax, met };
  },
};

export default benchmark;

interface BotFigures extends Score {
  readonly rateMin: number;
  readonly met: boolean;
}

/** Calls, rounds (corrections) and tokens are of one task on average. */
function table(bots: readonly BotFigures[]): string {
  const head = ["bot", "solved", "expected", "calls", "rounds", "tokens", "largest answer"];
  const perTask = (one: BotFigures, value: number): string => (value / one.tasks).toFixed(1);
  const rows = bots.map((one) => [
    one.bot,
    `${(one.rate * 100).toFixed(1)} %`,
    `≥ ${one.rateMin * 100} %`,
    perTask(one, one.calls),
    perTask(one, one.corrections),
    (one.tokens / one.tasks).toFixed(0),
    `${one.largestAnswer.tokens}`,
  ]);
  return printTable(head, rows);
}
