import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { McpCaller } from "./mcp-caller.ts";
import type { EventStream, Reply } from "./reply.ts";
import type { Exchange } from "./session-transport.ts";

/**
 * The requests of one body and the stream that answers them. The stream opens with the first message, or with a
 * comment when that takes long; it ends with the last answer.
 */
export class PostExchange implements Exchange {
  readonly caller: McpCaller;
  readonly #reply: Reply;
  readonly #headers: Readonly<Record<string, string>>;
  #stream: EventStream | undefined;
  #unanswered: number;
  readonly settled: Promise<void>;
  readonly #done: () => void;

  constructor(
    caller: McpCaller,
    reply: Reply,
    requests: number,
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.caller = caller;
    this.#reply = reply;
    this.#headers = headers;
    this.#unanswered = requests;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#done = resolve;
  }

  send(message: JSONRPCMessage): void {
    this.#open().send(message);
  }

  settle(): void {
    this.#unanswered -= 1;
    if (this.#unanswered > 0) return;
    this.#open().end();
    this.#done();
  }

  keepAlive(): void {
    this.#open().comment();
  }

  #open(): EventStream {
    this.#stream ??= this.#reply.stream(this.#headers);
    return this.#stream;
  }
}
