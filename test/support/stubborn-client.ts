import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isObject } from "../../src/base/json.ts";
import type { Headers } from "./mcp-session.ts";

/**
 * A client that opens one session and never another: it repeats what did not get through and resumes what broke off. It
 * throws when the server answers anything but what such a client may hope for.
 */
export class StubbornClient {
  readonly #endpoint: URL;
  readonly #headers: Headers;
  readonly counts = { sent: 0, broken: 0, resumed: 0, interrupted: 0 };
  #lastId = 100;

  constructor(endpoint: string, headers: Headers) {
    this.#endpoint = new URL(endpoint);
    this.#headers = headers;
  }

  /** The result of a tool call, however often it has to be sent. */
  async call(name: string, given: object, signal: AbortSignal): Promise<Record<string, unknown>> {
    for (;;) {
      signal.throwIfAborted();
      const id = ++this.#lastId;
      const params = { name, arguments: given };
      const message = await this.#answer({ jsonrpc: "2.0", id, method: "tools/call", params }, id);
      const result = message?.["result"];
      if (isObject(result)) return result;
      const error = message?.["error"];
      if (error === undefined) await sleep(50);
      else if (isObject(error) && /restarted/.test(String(error["message"])))
        this.counts.interrupted++;
      else throw new Error(`unexpected answer: ${JSON.stringify(message)}`);
    }
  }

  /** The one answer to a message; nothing when the connection broke before the server had taken it on record. */
  async #answer(body: object, id: number): Promise<Record<string, unknown> | undefined> {
    const seen = new Set<string>();
    const answers: Record<string, unknown>[] = [];
    const last: { id?: string } = {};
    const take = (event: SentEvent): void => {
      if (event.id !== undefined) {
        if (seen.has(event.id)) throw new Error(`event ${event.id} came twice`);
        seen.add(event.id);
        last.id = event.id;
      }
      const message: unknown = event.data === "" ? undefined : JSON.parse(event.data);
      if (!isObject(message) || message["method"] !== undefined) return;
      if (message["id"] !== id) throw new Error(`answer to ${String(message["id"])}, not to ${id}`);
      answers.push(message);
    };
    this.counts.sent++;
    let whole = await this.#stream("POST", body, undefined, take);
    while (!whole && last.id !== undefined && answers.length === 0) {
      this.counts.resumed++;
      whole = await this.#stream("GET", undefined, last.id, take);
      if (!whole) await sleep(50);
    }
    if (answers.length > 1) throw new Error(`request ${id} was answered ${answers.length} times`);
    if (answers.length === 0 && whole) throw new Error(`request ${id} got no answer`);
    return answers[0];
  }

  /** Whether the stream came to its end; a connection that is refused or breaks is `false`. */
  #stream(
    method: "POST" | "GET",
    body: object | undefined,
    lastEventId: string | undefined,
    take: (event: SentEvent) => void,
  ): Promise<boolean> {
    const { hostname, port, pathname: path } = this.#endpoint;
    const headers = {
      ...this.#headers,
      accept: "application/json, text/event-stream",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    };
    return new Promise((resolve, reject) => {
      const broken = (): void => {
        this.counts.broken++;
        resolve(false);
      };
      const read = async (incoming: IncomingMessage): Promise<void> => {
        let text = "";
        try {
          for await (const chunk of incoming) {
            text += String(chunk);
            if (incoming.statusCode === 200) text = eachEvent(text, take);
          }
        } catch (thrown) {
          if (thrown instanceof Error && "code" in thrown) return broken();
          return reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        }
        if (incoming.statusCode === 200) resolve(true);
        else reject(new Error(`${method} was answered ${incoming.statusCode}: ${text}`));
      };
      const outgoing = request(
        { hostname, port, path, method, headers, agent: false },
        (incoming) => void read(incoming),
      );
      outgoing.once("error", broken);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

interface SentEvent {
  readonly id: string | undefined;
  readonly data: string;
}

/** Hands on the whole events at the beginning of a text; what is left is the beginning of the next. */
function eachEvent(text: string, take: (event: SentEvent) => void): string {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  for (const block of blocks) {
    const lines = block.split("\n");
    const data = lines
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trim());
    const id = lines
      .find((line) => line.startsWith("id:"))
      ?.slice(3)
      .trim();
    if (data.length > 0) take({ id, data: data.join("\n") });
  }
  return rest;
}
