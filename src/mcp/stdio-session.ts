import type { Preferences } from "../tools/tool-call.ts";
import { type Call, isLogLevel, type LogLevel, reachesLevel } from "./call.ts";
import { checkParams } from "./check-params.ts";
import { dispatch } from "./dispatch.ts";
import { failureOf } from "./failure-of.ts";
import { readMessage, type RequestId, type RpcRequest, rpcCode } from "./json-rpc.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { McpParts } from "./mcp-parts.ts";
import { emptyResult, type Result, sessionAnswer } from "./result.ts";
import { RpcFailure } from "./rpc-failure.ts";
import { handshake } from "./session/initialize.ts";

export interface StdioParts {
  readonly caller: McpCaller;
  readonly readLocalFile: NonNullable<Call["readLocalFile"]>;
  /** Writes one message, which is one line. */
  write(message: string): void;
}

const noParams: Readonly<Record<string, unknown>> = {};

/** The one session of a process that speaks over its input and output; it ends with the process. */
export class StdioSession {
  readonly #parts: McpParts;
  readonly #stdio: StdioParts;
  readonly #flights = new Map<RequestId, AbortController>();
  readonly #subscriptions = new Set<string>();
  readonly #unwatch: () => void;
  #preferences: Preferences = {};
  #logLevel: LogLevel = "info";

  constructor(parts: McpParts, stdio: StdioParts) {
    this.#parts = parts;
    this.#stdio = stdio;
    this.#unwatch = parts.surface.watch((change) => {
      if (change.kind !== "resource") {
        this.#notify(`notifications/${change.kind}/list_changed`);
      } else if (this.#subscriptions.has(change.uri)) {
        this.#notify("notifications/resources/updated", { uri: change.uri });
      }
    });
  }

  /** Takes a message of the client, and writes its answer when there is one. */
  async take(message: unknown): Promise<void> {
    const read = readMessage(message);
    if (read.kind === "notification" && read.message.method === "notifications/cancelled") {
      this.#cancel(read.message.params?.["requestId"]);
    }
    if (read.kind === "invalid") {
      this.#stdio.write(
        new RpcFailure(read.code, `Invalid request: ${read.reason}`).answer(read.id),
      );
    }
    if (read.kind !== "request") return;
    const { id } = read.message;
    const abort = new AbortController();
    this.#flights.set(id, abort);
    const text = await this.#answer(read.message, abort.signal);
    if (this.#flights.get(id) !== abort) return;
    this.#flights.delete(id);
    this.#stdio.write(text);
  }

  end(): void {
    this.#unwatch();
    for (const id of this.#flights.keys()) this.#cancel(id);
  }

  async #answer(request: RpcRequest, signal: AbortSignal): Promise<string> {
    try {
      return sessionAnswer(request.id, await this.#result(request, this.#call(request, signal)));
    } catch (thrown) {
      return failureOf(thrown, this.#parts).answer(request.id);
    }
  }

  async #result(request: RpcRequest, call: Call): Promise<Result> {
    const uri = String(call.params["uri"]);
    switch (request.method) {
      case "initialize":
        return handshake(this.#parts, request, this.#stdio.caller).result;
      case "ping":
        return emptyResult;
      case "logging/setLevel": {
        checkParams(call.method, call.params);
        const { level } = call.params;
        if (isLogLevel(level)) this.#logLevel = level;
        return emptyResult;
      }
      case "resources/subscribe":
        checkParams(call.method, call.params);
        this.#subscriptions.add(uri);
        return emptyResult;
      case "resources/unsubscribe":
        this.#subscriptions.delete(uri);
        return emptyResult;
      default:
        return await dispatch(this.#parts.surface, call);
    }
  }

  #call({ id, method, params }: RpcRequest, signal: AbortSignal): Call {
    return {
      id,
      method,
      params: params ?? noParams,
      era: "session",
      caller: this.#stdio.caller,
      toolset: "all",
      transport: "stdio",
      preferences: {
        read: () => this.#preferences,
        write: async (preferences) => {
          this.#preferences = preferences;
        },
      },
      client: {},
      signal,
      notify: (name, more) => this.#notify(name, more),
      log: (level, data, logger) => {
        if (!reachesLevel(level, this.#logLevel)) return;
        const named = logger === undefined ? {} : { logger };
        this.#notify("notifications/message", { level, data, ...named });
      },
      ask: () => Promise.reject(new RpcFailure(rpcCode.internal, "Nothing is asked over stdio.")),
      releaseStream: () => {},
      readLocalFile: this.#stdio.readLocalFile,
    };
  }

  #notify(method: string, params?: Readonly<Record<string, unknown>>): void {
    this.#stdio.write(JSON.stringify({ jsonrpc: "2.0", method, params }));
  }

  #cancel(id: unknown): void {
    if (typeof id !== "string" && typeof id !== "number") return;
    this.#flights.get(id)?.abort(new Error("the client cancelled the request"));
    this.#flights.delete(id);
  }
}
