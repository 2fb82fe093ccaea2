import { isObject } from "../../src/base/json.ts";
import { mcpPath } from "../../src/edge/mcp-path.ts";
import { initialized, initializeMessage, post } from "../support/mcp-session.ts";
import { eventsOf, rawRequest } from "../support/raw-request.ts";
import { answerOf, type Connection, type Omission, refusedAnswer } from "./connection.ts";
import type { Call } from "./task.ts";
import type { Answer } from "./words.ts";

/** A client without any library, which leaves out what it is told to. */
export function connectRaw(
  endpoint: string,
  token: string,
  omissions: readonly Omission[],
): Connection {
  const { origin } = new URL(endpoint);
  const omitted = new Set(omissions);
  let session: string | undefined;
  let confirmed = false;
  const headers = (): Record<string, string> => {
    const all: Record<string, string> = {
      authorization: `SLToken ${token}`,
      ...(session === undefined ? {} : { "mcp-session-id": session }),
    };
    return Object.fromEntries(
      Object.entries(all).filter(([name]) => ![...omitted].some((one) => one === name)),
    );
  };
  const send = (body: object) =>
    omitted.has("content-type")
      ? rawRequest(origin, { method: "POST", path: mcpPath, headers: headers(), body })
      : post(origin, mcpPath, headers(), body);

  return {
    omitted,
    async call(call) {
      if (session === undefined) {
        const opened = await send(initializeMessage());
        if (opened.status !== 200) return refusedAnswer(wordsIn(opened.text));
        session = String(opened.headers["mcp-session-id"]);
      }
      if (!confirmed && !omitted.has("initialized")) {
        const accepted = await send(initialized);
        if (accepted.status !== 202) return refusedAnswer(wordsIn(accepted.text));
        confirmed = true;
      }
      return await callTool(call);
    },
    async [Symbol.asyncDispose]() {
      omitted.clear();
      if (session === undefined) return;
      await rawRequest(origin, { method: "DELETE", path: mcpPath, headers: headers() });
    },
  };

  async function callTool({ tool, args }: Call): Promise<Answer> {
    const params = { name: tool, arguments: args };
    const answer = await send({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
    if (answer.status !== 200) return refusedAnswer(wordsIn(answer.text));
    const message = eventsOf(answer.text).at(-1);
    if (!isObject(message) || message["result"] === undefined) {
      return refusedAnswer(wordsIn(JSON.stringify(message)));
    }
    return answerOf(message["result"]);
  }
}

/** All texts in a JSON value, in their order. */
function wordsIn(text: string): string {
  const words: string[] = [];
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value === "string") words.push(value);
    return value;
  });
  return words.join(" ");
}
