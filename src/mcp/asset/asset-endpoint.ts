import { isObject } from "../../base/json.ts";
import { methodNotFound } from "../dispatch.ts";
import { failureOf } from "../failure-of.ts";
import { type RequestId, readMessage, rpcError } from "../json-rpc.ts";
import { KeepAlive } from "../keep-alive.ts";
import type { McpParts } from "../mcp-parts.ts";
import { reportProgress } from "../progress-reporter.ts";
import { protocolVersions } from "../protocol-versions.ts";
import { messageEvent, type Reply } from "../reply.ts";
import type { Result } from "../result.ts";
import { refusals } from "../session/session-replies.ts";
import { checkHeaders } from "../stateless/param-headers.ts";
import { type Classified, classify, mayBeStateless } from "../stateless/read-envelope.ts";
import { type ExchangeForm, StatelessExchange } from "../stateless/stateless-exchange.ts";
import {
  answerTo,
  type AssetQuestion,
  greeting,
  isCounted,
  isKnown,
  problemOf,
} from "./asset-question.ts";
import type { AssetServer } from "./asset-server.ts";
import { PingStreams } from "./ping-streams.ts";

/** What answering for assets takes. */
export interface AssetEndpointParts extends Pick<McpParts, "clock" | "logger" | "newRequestId"> {
  /** A call that is at work shows it this often: with a comment, and with progress to a client that asked for it. */
  readonly keepAliveIntervalMs: number;
  /** A stream opened with `GET` gets a comment this often, and ends after `streamLifeMs`. */
  readonly pingIntervalMs: number;
  readonly streamLifeMs: number;
}

/** The times as the product has them, in milliseconds. */
export const assetEndpointTimes = {
  keepAliveIntervalMs: 5_000,
  pingIntervalMs: 15_000,
  streamLifeMs: 60_000,
} as const;

/** What the headers of a request say. */
export interface AssetRequest {
  /** A header that was sent exactly once; names in lower case. */
  header(name: string): string | undefined;
}

/** Lists depend on the caller and their author may change them. */
const listKeptMs = 60_000;

/**
 * MCP for assets: every revision of the protocol, each request on its own. Clients may shake hands and need not; no
 * session comes of it, and a session id that is sent means nothing.
 */
export class AssetEndpoint {
  readonly #parts: AssetEndpointParts;
  readonly #keepAlive: KeepAlive;
  readonly #streams: PingStreams;
  readonly #open = new Map<StatelessExchange, AbortController>();

  constructor(parts: AssetEndpointParts) {
    this.#parts = parts;
    this.#keepAlive = new KeepAlive(parts.keepAliveIntervalMs);
    this.#streams = new PingStreams(parts);
  }

  /** Answers one message. Rejects with what went wrong outside the tools; nothing has been answered then. */
  async post(
    asset: AssetServer,
    request: AssetRequest,
    body: unknown,
    reply: Reply,
  ): Promise<void> {
    if (mayBeStateless(request, body)) {
      const read = classify(request, body);
      if (read.kind !== "session") return this.#stateless(asset, request, read, body, reply);
    }
    if (Array.isArray(body)) {
      return refusals.invalidRequest(reply, "an asset takes no batches. Send one message a body.");
    }
    const incoming = readMessage(body);
    if (incoming.kind === "invalid") {
      const { code, reason, id } = incoming;
      return reply.json(400, JSON.stringify(rpcError(code, `Invalid request: ${reason}`, id)));
    }
    const version = request.header("mcp-protocol-version");
    if (version !== undefined && !protocolVersions.includes(version)) {
      return refusals.unsupportedVersion(reply, version);
    }
    if (incoming.kind !== "request") return reply.empty(202);
    const { id, method, params = {} } = incoming.message;
    return this.#answer(asset, request, { id, method, params, era: "session" }, reply);
  }

  /** Opens a stream on which nothing but comments comes, and which ends by itself. */
  get(reply: Reply): void {
    this.#streams.open(reply);
  }

  /** Ends what only listens, waits up to `graceMs` for what is being answered, then ends that too. */
  async close(graceMs: number): Promise<void> {
    this.#streams[Symbol.dispose]();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, graceMs);
    const all = Promise.all([...this.#open.keys()].map((exchange) => exchange.settled));
    await Promise.race([all, grace.promise]);
    clearTimeout(timer);
    for (const [exchange, abort] of this.#open) {
      abort.abort(new Error("the server is stopping"));
      exchange.abandon();
    }
    this.#keepAlive[Symbol.dispose]();
  }

  async #stateless(
    asset: AssetServer,
    request: AssetRequest,
    read: Exclude<Classified, { readonly kind: "session" }>,
    body: unknown,
    reply: Reply,
  ): Promise<void> {
    const id = idOf(body);
    if (read.kind === "failure") return reply.json(read.status, read.failure.answer(id));
    if (read.kind === "notification" || id === null) return reply.empty(202);
    const { method, params } = read;
    try {
      checkHeaders(noHeaderArguments, request, method, params);
    } catch (thrown) {
      return reply.json(400, failureOf(thrown, this.#parts).answer(id));
    }
    const question: AssetQuestion = { id, method, params, era: "stateless" };
    if (!isKnown(question)) return reply.json(404, methodNotFound(method).answer(id));
    return this.#answer(asset, request, question, reply);
  }

  async #answer(
    asset: AssetServer,
    request: AssetRequest,
    question: AssetQuestion,
    reply: Reply,
  ): Promise<void> {
    const framing = framingFor(request);
    const problem = problemOf(question);
    if (problem !== undefined) return send(reply, { framing }, problem.answer(question.id));
    if (!isCounted(question)) {
      const text = answerTo(question, asset, greeting(asset, question), listKeptMs);
      return send(reply, { framing }, text);
    }
    const { headers, refusal } = await asset.admit();
    const form = { framing, headers };
    if (refusal !== undefined) return send(reply, form, answerTo(question, asset, refusal));
    if (question.method === "tools/list") {
      return send(reply, form, answerTo(question, asset, asset.listTools(), listKeptMs));
    }
    return this.#call(asset, question, reply, form);
  }

  async #call(
    asset: AssetServer,
    question: AssetQuestion,
    reply: Reply,
    form: ExchangeForm,
  ): Promise<void> {
    const { name, arguments: given } = question.params;
    const abort = new AbortController();
    const exchange = new StatelessExchange(reply, this.#keepAlive, abort, form);
    this.#open.set(exchange, abort);
    try {
      const work = asset.callTool(String(name), given, abort.signal);
      const result = await this.#withProgress(question, form, exchange, work);
      exchange.answer(answerTo(question, asset, result));
    } catch (thrown) {
      exchange.fail(question.id, failureOf(thrown, this.#parts));
    } finally {
      this.#open.delete(exchange);
    }
  }

  async #withProgress(
    { params: { _meta: meta } }: AssetQuestion,
    { framing }: ExchangeForm,
    exchange: StatelessExchange,
    work: Promise<Result>,
  ): Promise<Result> {
    const progressToken = isObject(meta) ? meta["progressToken"] : undefined;
    if (progressToken === undefined || framing === "json") return await work;
    const method = "notifications/progress";
    using _reporter = reportProgress(
      (progress, message) => {
        const params = { progressToken, progress, message };
        exchange.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
      },
      this.#parts.clock,
      this.#parts.keepAliveIntervalMs,
    );
    return await work;
  }
}

const noHeaderArguments = { headerArguments: () => ({}) };

function send(reply: Reply, { framing, headers }: ExchangeForm, text: string): void {
  if (framing === "events") reply.events(messageEvent(text), headers);
  else reply.json(200, text, headers);
}

/** Published clients read events wherever they may come; whoever does not name them gets plain JSON. */
function framingFor(request: AssetRequest): "events" | "json" {
  const accept = request.header("accept")?.toLowerCase() ?? "";
  return accept.includes("text/event-stream") ? "events" : "json";
}

function idOf(body: unknown): RequestId | null {
  const id = isObject(body) ? body["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
