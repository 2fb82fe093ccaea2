import type { Call, LogLevel } from "../call.ts";
import { isLogLevel, reachesLevel } from "../call.ts";
import type { ToolTransport, PreferenceStore } from "../../tools/tool-call.ts";
import type { McpCaller } from "../mcp-caller.ts";
import type { RpcRequest } from "../json-rpc.ts";
import type { SessionToolset } from "../sessions.ts";
import type { Flight, LiveSession } from "./live-session.ts";
import { usualLogLevel } from "./session-methods.ts";

const noParams: Readonly<Record<string, unknown>> = {};

/** A request of a session as the methods see it. */
export class SessionCall implements Call {
  readonly id: Call["id"];
  readonly method: string;
  readonly params: Call["params"];
  readonly era = "session";
  readonly caller: McpCaller;
  readonly toolset: SessionToolset;
  readonly transport: ToolTransport = "http";
  readonly preferences: PreferenceStore;
  readonly #live: LiveSession;
  readonly #flight: Flight;

  constructor(
    live: LiveSession,
    flight: Flight,
    request: RpcRequest,
    by: { readonly caller: McpCaller; readonly toolset: SessionToolset },
  ) {
    this.id = request.id;
    this.method = request.method;
    this.params = request.params ?? noParams;
    this.caller = by.caller;
    this.toolset = by.toolset;
    this.preferences = live.preferences;
    this.#live = live;
    this.#flight = flight;
  }

  get client(): Call["client"] {
    return this.#live.record.client;
  }

  get signal(): AbortSignal {
    return this.#flight.abort.signal;
  }

  notify(method: string, params: Readonly<Record<string, unknown>>): void {
    if (!this.#live.flights.has(this.#flight)) return;
    this.#flight.exchange.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  }

  log(level: LogLevel, data: unknown, logger?: string): void {
    const { logLevel } = this.#live.record;
    if (!reachesLevel(level, isLogLevel(logLevel) ? logLevel : usualLogLevel)) return;
    const named = logger === undefined ? {} : { logger };
    this.notify("notifications/message", { level, data, ...named });
  }

  ask(
    method: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { id, answer } = this.#live.question(this.signal);
    this.#flight.exchange.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return answer;
  }

  releaseStream(): void {
    this.#flight.exchange.release();
  }
}
