import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { isObject } from "../../src/base/json.ts";
import type { Call } from "./task.ts";
import type { Answer } from "./words.ts";

/** A client on one MCP path. A refusal of the protocol is an answer that says no, like that of a tool. */
export interface Connection extends AsyncDisposable {
  call(call: Call, signal?: AbortSignal): Promise<Answer>;
  /** What is still left out of each request; a client of the SDK leaves nothing out. */
  readonly omitted?: Set<Omission>;
}

/** What a client that speaks plain HTTP can leave out. */
export type Omission = "authorization" | "content-type" | "mcp-session-id" | "initialized";

/** The official client SDK. */
export async function connectSdk(endpoint: string, token: string): Promise<Connection> {
  const client = new Client({ name: "agent", version: "1.0.0" });
  const transport = new StreamableHTTPClientTransport(new URL(endpoint), {
    requestInit: { headers: { authorization: `SLToken ${token}` } },
  });
  await client.connect(transport);
  return {
    async call({ tool, args }, signal) {
      try {
        const options = signal === undefined ? {} : { signal };
        return answerOf(await client.callTool({ name: tool, arguments: { ...args } }, options));
      } catch (thrown) {
        signal?.throwIfAborted();
        return refusedAnswer(thrown instanceof Error ? thrown.message : String(thrown));
      }
    },
    [Symbol.asyncDispose]: async () => {
      await transport.terminateSession();
      await client.close();
    },
  };
}

/** The envelope in a result of `tools/call`, read from its text as a model reads it. */
export function answerOf(result: unknown): Answer {
  const content: unknown = isObject(result) ? result["content"] : undefined;
  const first: unknown = Array.isArray(content) ? content[0] : undefined;
  const text = isObject(first) && typeof first["text"] === "string" ? first["text"] : "";
  const envelope: unknown = JSON.parse(text);
  if (!isObject(envelope) || !isObject(envelope["response"]))
    throw new Error(`no envelope: ${text}`);
  return { success: envelope["success"] === true, response: envelope["response"], text };
}

export function refusedAnswer(error: string): Answer {
  return { success: false, response: { error }, text: error };
}
