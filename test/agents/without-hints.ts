import type { Bot } from "./bot.ts";
import type { Connection } from "./connection.ts";
import type { Answer } from "./words.ts";

/** The same bot behind a connection that tells what is wrong, and neither why nor what to do about it. */
export function withoutHints(bot: Bot): Bot {
  return {
    ...bot,
    connect: async (endpoint, token, seed) => deafened(await bot.connect(endpoint, token, seed)),
    think: (context) => {
      const mind = bot.think(context);
      return { ...mind, rewrite: () => undefined };
    },
  };
}

function deafened<C extends Connection>(connection: C): C {
  return {
    ...connection,
    call: async (call, signal) => withoutHint(await connection.call(call, signal)),
  };
}

function withoutHint(answer: Answer): Answer {
  if (answer.success) return answer;
  return { ...answer, response: { error: "This did not work." } };
}
