import { setTimeout } from "node:timers/promises";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import type { SnapCatalogue } from "../../src/engine/catalogue.ts";
import { compileSlpy } from "../../src/pygen/slpy/compile-slpy.ts";
import type { Bot, Mind } from "./bot.ts";
import type { Connection } from "./connection.ts";
import { type Agent, type Call, GaveUp, type Response, type World } from "./task.ts";
import {
  type Answer,
  findingsOf,
  findingWords,
  sentence,
  troublesOf,
  type Words,
} from "./words.ts";

/** What one bot spent on one task. */
export interface Effort {
  /** Calls of tools. */
  calls: number;
  /** Times that it changed something because of what it was told. */
  corrections: number;
  /** o200k tokens of all calls and answers. */
  tokens: number;
  largestAnswer: { tokens: number; tool: string };
}

export function noEffort(): Effort {
  return { calls: 0, corrections: 0, tokens: 0, largestAnswer: { tokens: 0, tool: "" } };
}

const cancelAfterMs = 150;

export interface Player {
  readonly bot: Bot;
  readonly mind: Mind;
  readonly connection: Connection;
  readonly world: World;
  readonly catalogue: SnapCatalogue;
  readonly effort: Effort;
}

/** The hands of a bot in one task: each step is said, answered, and corrected while the bot knows how. */
export function agentOf(player: Player): Agent {
  const { bot, mind, connection, world, catalogue, effort } = player;
  /** The last import as it was sent: where findings about a stored pipeline are mended. */
  let imported: Call | undefined;

  return {
    world,
    call: (tool, args = {}) => perform({ tool, args }, true),
    look: (tool, args) => perform({ tool, args }, false),
    async cancel(tool, args) {
      const stop = new AbortController();
      const underway = send(mind.say({ tool, args }), stop.signal).catch(() => undefined);
      await setTimeout(cancelAfterMs);
      stop.abort(new Error("cancelled"));
      await underway;
    },
    compile(source) {
      let text = mind.write(source);
      for (;;) {
        const compiled = compileSlpy(text, catalogue);
        if (compiled.ok) return compiled.slp;
        const next = mind.rewrite(text, compiled.findings);
        correct(next === undefined || next === text, compiled.findings.map(findingWords));
        text = next ?? text;
      }
    },
  };

  async function perform(wanted: Call, runs: boolean): Promise<Response> {
    let sent = mind.say(wanted);
    for (;;) {
      const answer = await send(sent);
      const troubles = answer.success && !runs ? [] : troublesOf(answer);
      if (troubles.length === 0) {
        if (wanted.tool === "import_pipeline") await readFindings(sent, answer);
        return answer.response;
      }
      if (answer.success && imported !== undefined) await importAgain(imported, troubles);
      else sent = mended(sent, troubles);
    }
  }

  /** An import tells what the static check found; it is read there, while the text is at hand. */
  async function readFindings(call: Call, answer: Answer): Promise<void> {
    imported = call;
    const troubles = findingsOf(answer);
    if (troubles.length > 0) await importAgain(call, troubles);
  }

  /** Findings about a stored pipeline are mended in its SLP, which then replaces the one that is stored. */
  async function importAgain(call: Call, troubles: readonly Words[]): Promise<void> {
    const { args, tool } = mended(call, troubles);
    imported = { tool, args: { ...args, duplicate_check: false } };
    const answer = await send(imported);
    const refused = troublesOf(answer)[0];
    if (refused !== undefined) throw new GaveUp(`${tool}: ${sentence(refused)}`);
    const left = findingsOf(answer);
    if (left.length > 0) await importAgain(imported, left);
  }

  function mended(sent: Call, troubles: readonly Words[]): Call {
    const next = mind.mend(sent, troubles);
    correct(next === undefined, troubles);
    return next ?? sent;
  }

  function correct(lost: boolean, troubles: readonly Words[]): void {
    const said = troubles.slice(0, 2).map(sentence).join(" / ");
    if (lost) throw new GaveUp(`does not know what to do after: ${said}`);
    effort.corrections += 1;
    if (effort.corrections > bot.correctionsMax)
      throw new GaveUp(`one correction too many: ${said}`);
  }

  async function send(call: Call, signal?: AbortSignal): Promise<Answer> {
    effort.calls += 1;
    const answer = await connection.call(call, signal);
    const tokens = encode(answer.text).length;
    effort.tokens += tokens + encode(JSON.stringify(call.args)).length;
    if (tokens > effort.largestAnswer.tokens) effort.largestAnswer = { tokens, tool: call.tool };
    return answer;
  }
}
