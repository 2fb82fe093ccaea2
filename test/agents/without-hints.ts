import type { Bot } from "./bot.ts";
import type { Connection } from "./connection.ts";
import { type Answer, listOf } from "./words.ts";

/**
 * The same bot behind a connection that still tells what is wrong, and no longer why nor what to do about it: no reason,
 * no resolution, no fix, and no name after "Did you mean".
 */
export function withoutHints(bot: Bot): Bot {
  return {
    ...bot,
    async connect(endpoint, token, seed) {
      const connection: Connection = await bot.connect(endpoint, token, seed);
      return {
        ...connection,
        call: async (call, signal) => withoutHint(await connection.call(call, signal)),
      };
    },
  };
}

function withoutHint(answer: Answer): Answer {
  const { response, success } = answer;
  if (!success) return { ...answer, response: errorAlone(response) };
  const lists = ["findings", "errors"].filter((name) => Array.isArray(response[name]));
  const bare = lists.map((name) => [name, listOf(response[name]).map(errorAlone)]);
  return { ...answer, response: { ...response, ...Object.fromEntries(bare) } };
}

function errorAlone({ error, severity }: Readonly<Record<string, unknown>>) {
  const text = typeof error === "string" ? error.replace(/(?:Did|did) you mean.*$/s, "") : "";
  return { error: text, ...(severity === undefined ? {} : { severity }) };
}
