import { isObject } from "../../base/json.ts";
import { LazyAbort } from "../../base/lazy-abort.ts";
import type { Call } from "../call.ts";
import { checkParams } from "../check-params.ts";
import { dispatch, isSharedMethod, methodNotFound } from "../dispatch.ts";
import { failureOf } from "../failure-of.ts";
import { type RequestId, rpcCode } from "../json-rpc.ts";
import type { KeepAlive } from "../keep-alive.ts";
import type { EndpointParts } from "../mcp-parts.ts";
import type { McpRequest } from "../mcp-request.ts";
import { statelessVersion } from "../protocol-versions.ts";
import type { Reply } from "../reply.ts";
import { type Result, resultOf, statelessAnswer } from "../result.ts";
import { RpcFailure } from "../rpc-failure.ts";
import { Tasks, tasksExtension } from "../tasks/tasks.ts";
import { listen } from "./listen.ts";
import { checkHeaders } from "./param-headers.ts";
import type { Classified } from "./read-envelope.ts";
import { StatelessCall } from "./stateless-call.ts";
import { StatelessExchange } from "./stateless-exchange.ts";

/** Methods whose results clients may keep for a while. */
const cacheable = new Set([
  "server/discover",
  "tools/list",
  "prompts/list",
  "resources/list",
  "resources/templates/list",
  "resources/read",
]);

/** Lists depend on the caller, so that only that caller may keep them, for a minute; what is read, not at all. */
const listHints = `,"ttlMs":60000,"cacheScope":"private"`;
const readHints = `,"ttlMs":0,"cacheScope":"private"`;

/** Revision 2026-07-28: every request says all of itself, and nothing is remembered between two. */
export class StatelessEndpoint {
  readonly #parts: EndpointParts;
  readonly #keepAlive: KeepAlive;
  readonly #tasks: Tasks;
  readonly #serverInfo: string;
  readonly #capabilities: Readonly<Record<string, unknown>>;
  readonly #open = new Map<StatelessExchange, LazyAbort>();
  #listening = 0;

  constructor(parts: EndpointParts, keepAlive: KeepAlive) {
    this.#parts = parts;
    this.#keepAlive = keepAlive;
    this.#tasks = new Tasks(parts);
    this.#serverInfo = JSON.stringify(parts.serverInfo);
    this.#capabilities = {
      ...parts.surface.capabilities,
      logging: {},
      extensions: { [tasksExtension]: {} },
    };
  }

  async post(
    request: McpRequest,
    read: Exclude<Classified, { readonly kind: "session" }>,
    id: RequestId | null,
    reply: Reply,
  ): Promise<void> {
    if (read.kind === "notification") return reply.empty(202);
    if (read.kind === "failure") return reply.json(read.status, read.failure.answer(id));
    if (id === null) return;
    try {
      checkHeaders(this.#parts.surface, request, read.method, read.params);
    } catch (thrown) {
      return reply.json(400, failureOf(thrown, this.#parts).answer(id));
    }
    if (!this.#knows(read.method)) return reply.json(404, methodNotFound(read.method).answer(id));
    if (request.caller.kind === "unusable" && read.method === "tools/call") {
      return reply.unauthorized(request.caller.sentence);
    }
    const abort = new LazyAbort();
    const exchange = new StatelessExchange(reply, this.#keepAlive, abort);
    this.#open.set(exchange, abort);
    const call = new StatelessCall(request, read, id, exchange, abort);
    try {
      const result = await this.#answer(request, call, exchange);
      exchange.answer(statelessAnswer(id, result, this.#serverInfo, hintsOf(read.method, result)));
    } catch (thrown) {
      exchange.fail(id, failureOf(thrown, this.#parts));
    }
    this.#open.delete(exchange);
  }

  /** Ends what only listens, and waits for what is being answered. */
  async drain(grace: Promise<void>): Promise<void> {
    for (const [exchange, abort] of this.#open) {
      if (this.#listeners.has(exchange)) abort.abort(new Error("the server is stopping"));
    }
    const all = Promise.all([...this.#open.keys()].map((exchange) => exchange.settled));
    await Promise.race([all, grace]);
    for (const [exchange, abort] of this.#open) {
      abort.abort(new Error("the server is stopping"));
      exchange.abandon();
    }
  }

  readonly #listeners = new WeakSet<StatelessExchange>();

  #knows(method: string): boolean {
    return (
      isSharedMethod(method) ||
      method === "server/discover" ||
      method === "subscriptions/listen" ||
      this.#tasks.isMethod(method)
    );
  }

  #answer(request: McpRequest, call: Call, exchange: StatelessExchange): Result | Promise<Result> {
    checkInputResponses(call);
    if (call.method === "server/discover") return this.#discover(request);
    if (call.method === "subscriptions/listen") return this.#listen(request, call, exchange);
    if (this.#tasks.isMethod(call.method)) return this.#tasks.answer(call);
    const { surface } = this.#parts;
    if (call.method !== "tools/call" || !this.#tasks.mayBecome(call))
      return dispatch(surface, call);
    return this.#tasks.call(call, async (one) => dispatch(surface, one));
  }

  #discover({ caller }: McpRequest): Result {
    return resultOf({
      supportedVersions: [statelessVersion],
      capabilities: this.#capabilities,
      instructions: this.#parts.surface.instructions(caller),
    });
  }

  async #listen(request: McpRequest, call: Call, exchange: StatelessExchange): Promise<Result> {
    checkParams(call.method, call.params);
    const { listenStreamsMax: most } = this.#parts.limits;
    if (this.#listening >= most) {
      throw new RpcFailure(
        rpcCode.internal,
        `The server has ${most} subscriptions; that is the limit (listenStreamsMax). Try again later.`,
      );
    }
    this.#listening++;
    this.#listeners.add(exchange);
    try {
      return await listen(this.#parts, call.params, {
        id: call.id,
        caller: call.caller,
        capabilities: this.#capabilities,
        isStillUsable: () => request.isStillUsable(),
        send: (text) => exchange.send(text),
        signal: call.signal,
      });
    } finally {
      this.#listening--;
    }
  }
}

function hintsOf(method: string, { type }: Result): string {
  if (type !== undefined || !cacheable.has(method)) return "";
  return method === "resources/read" ? readHints : listHints;
}

function checkInputResponses({ params }: Call): void {
  const { inputResponses } = params;
  if (inputResponses === undefined) return;
  if (isObject(inputResponses) && Object.values(inputResponses).every(isObject)) return;
  throw new RpcFailure(
    rpcCode.invalidParams,
    "`inputResponses` must be an object of objects, one for each request that was made.",
  );
}
