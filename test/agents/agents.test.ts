import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { type ServedEdge, serveEdge } from "../support/serve-edge.ts";
import { allBots, answerTokensMax } from "./all-bots.ts";
import { hoard } from "./hoard.ts";
import { inThreadExecutor } from "./in-thread-executor.ts";
import { doTask, runAgent } from "./run-agents.ts";
import { scoreOf } from "./score.ts";
import { allTasks } from "./tasks/all-tasks.ts";
import { withoutHints } from "./without-hints.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const tasks = allTasks(createCatalogue(snaps, knownSnaps));
/** All that are not examples, and three of seven examples: each bot does these here, and all of them in the benchmark. */
const some = tasks.filter((task, at) => task.group !== "example" || at % 7 < 3);

describe("scripted agents", () => {
  let served: ServedEdge;
  let workplace: Workplace;
  before(async () => {
    served = await serveEdge({ newExecutor: inThreadExecutor });
    workplace = await openWorkplace(served);
  });
  after(() => served[Symbol.asyncDispose]());

  it("have at least 60 tasks, each told apart and said in a sentence", () => {
    assert.ok(some.length >= 60, `${some.length} tasks`);
    assert.equal(new Set(tasks.map(({ name }) => name)).size, tasks.length);
    for (const { goal } of tasks) assert.match(goal, /^[A-Za-z].{20,}[.?]$/s);
  });

  for (const { bot, rateMin } of allBots) {
    it(`solve ${rateMin * 100} % of them when one ${bot.summary}`, async (context) => {
      const score = scoreOf(bot, await runAgent(workplace, bot, some));
      context.diagnostic(JSON.stringify(score));
      if (bot.correctionsMax > 0) assert.ok(score.corrections >= some.length, "it made mistakes");
      assert.ok(score.correctionsMax <= bot.correctionsMax);
      assert.ok(score.rate >= rateMin, score.failures.join("\n"));
      assert.ok(score.largestAnswer.tokens <= answerTokensMax, JSON.stringify(score.largestAnswer));
    });
  }

  it("fail when the hints are taken out of what the server says", async (context) => {
    const few = some.filter((_, at) => at % 5 === 0);
    for (const { bot, rateMin } of allBots.filter(({ bot: one }) => one.correctionsMax > 0)) {
      const score = scoreOf(bot, await runAgent(workplace, withoutHints(bot), few));
      context.diagnostic(`${bot.name}: ${score.solved} of ${score.tasks}`);
      assert.ok(score.rate < rateMin, `${bot.name}: ${score.solved} of ${score.tasks}`);
      assert.match(score.failures.join("\n"), /does not know what to do/);
    }
  });

  it("are not believed: work that was not done is a failure, whatever the bot thinks", async () => {
    const [task] = tasks;
    const [exact] = allBots;
    assert.ok(task !== undefined && exact !== undefined);
    const outcome = await doTask(workplace, exact.bot, { ...task, work: async () => {} }, 0);
    assert.match(outcome.failure ?? "", /There is no file/);
  });

  it("T21 get no answer of more than 25,000 tokens when they ask for all there is", async (context) => {
    const answers = await hoard(workplace);
    const largest = answers.toSorted((a, b) => b.tokens - a.tokens);
    context.diagnostic(JSON.stringify(largest.slice(0, 3)));
    for (const { tokens, tool } of largest) {
      assert.ok(tokens <= answerTokensMax, `${tool}: ${tokens} tokens`);
    }
  });
});
