import type { LazyAbort } from "../../base/lazy-abort.ts";
import type { ToolTransport } from "../../tools/tool-call.ts";
import { type Call, type LogLevel, reachesLevel } from "../call.ts";
import type { RequestId } from "../json-rpc.ts";
import { rpcCode } from "../json-rpc.ts";
import type { McpCaller } from "../mcp-caller.ts";
import type { McpRequest } from "../mcp-request.ts";
import { RpcFailure } from "../rpc-failure.ts";
import type { SessionToolset } from "../sessions.ts";
import type { Classified, Envelope } from "./read-envelope.ts";
import type { StatelessExchange } from "./stateless-exchange.ts";
import { statelessPreferences } from "./stateless-preferences.ts";

type StatelessRequest = Extract<Classified, { readonly kind: "request" }>;

/** A request of the stateless era as the methods see it. */
export class StatelessCall implements Call {
  readonly id: RequestId;
  readonly method: string;
  readonly params: Call["params"];
  readonly era = "stateless";
  readonly caller: McpCaller;
  readonly toolset: SessionToolset;
  readonly transport: ToolTransport = "http";
  readonly preferences = statelessPreferences;
  readonly client: Call["client"];
  readonly #envelope: Envelope;
  readonly #exchange: StatelessExchange;
  readonly #abort: LazyAbort;

  constructor(
    request: McpRequest,
    { method, params, envelope }: StatelessRequest,
    id: RequestId,
    exchange: StatelessExchange,
    abort: LazyAbort,
  ) {
    this.id = id;
    this.method = method;
    this.params = params;
    this.caller = request.caller;
    this.toolset = request.toolset;
    this.client = envelope.client;
    this.#envelope = envelope;
    this.#exchange = exchange;
    this.#abort = abort;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  notify(method: string, params: Readonly<Record<string, unknown>>): void {
    this.#exchange.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  }

  log(level: LogLevel, data: unknown, logger?: string): void {
    const { logLevel } = this.#envelope;
    if (logLevel === undefined || !reachesLevel(level, logLevel)) return;
    const named = logger === undefined ? {} : { logger };
    this.notify("notifications/message", { level, data, ...named });
  }

  ask(): Promise<never> {
    return Promise.reject(
      new RpcFailure(rpcCode.internal, "This revision has no requests to clients."),
    );
  }

  /** The stream ends with the request. */
  releaseStream(): void {}
}
