import type { Bot } from "./bot.ts";
import { exact } from "./bots/exact.ts";
import { forgetful } from "./bots/forgetful.ts";
import { greedy } from "./bots/greedy.ts";
import { hintOnly } from "./bots/hint-only.ts";
import { literal } from "./bots/literal.ts";
import { typo } from "./bots/typo.ts";

/** Each with the share of tasks, 0 to 1, that it has to solve. */
export const allBots: readonly { readonly bot: Bot; readonly rateMin: number }[] = [
  { bot: exact, rateMin: 1 },
  { bot: typo, rateMin: 0.95 },
  { bot: forgetful, rateMin: 0.95 },
  { bot: literal, rateMin: 0.95 },
  { bot: greedy, rateMin: 0.95 },
  { bot: hintOnly, rateMin: 0.9 },
];

/** o200k tokens of one answer, whatever was asked for. */
export const answerTokensMax = 25_000;
