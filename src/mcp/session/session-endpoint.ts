import { LazyAbort } from "../../base/lazy-abort.ts";
import { SameDelay } from "../../base/same-delay.ts";
import type { EndpointParts } from "../mcp-parts.ts";
import type { McpRequest } from "../mcp-request.ts";
import { failureOf } from "../failure-of.ts";
import type { Incoming, RpcRequest } from "../json-rpc.ts";
import type { KeepAlive } from "../keep-alive.ts";
import { batchVersion, primingVersion, protocolVersions } from "../protocol-versions.ts";
import { messageEvent, type Reply } from "../reply.ts";
import { sessionAnswer } from "../result.ts";
import { admits, ownerOf, type SessionRecord } from "../sessions.ts";
import type { Change } from "../surface.ts";
import { handshake } from "./initialize.ts";
import { type Flight, LiveSession } from "./live-session.ts";
import { OwnStreams } from "./own-streams.ts";
import { resumeStream } from "./resume-stream.ts";
import { SessionCall } from "./session-call.ts";
import { type ExchangeParts, SessionExchange } from "./session-exchange.ts";
import { answerInSession, usualLogLevel } from "./session-methods.ts";
import { refusals } from "./session-replies.ts";

/** Sessions of which nothing is open but which are kept at hand, since their next request is likely near. */
const idleSessionsMax = 1_000;

/** The revisions with sessions. */
export class SessionEndpoint {
  readonly #parts: EndpointParts;
  readonly #keepAlive: KeepAlive;
  readonly #live = new Map<string, LiveSession>();
  readonly #patience: SameDelay<SessionExchange>;
  readonly #underway = new Set<SessionExchange>();
  readonly #unwatch: () => void;
  #closing = false;

  constructor(parts: EndpointParts, keepAlive: KeepAlive) {
    this.#parts = parts;
    this.#keepAlive = keepAlive;
    this.#patience = new SameDelay(parts.streamAfterMs, (exchange) => exchange.open());
    this.#unwatch = parts.surface.watch((change) => this.#tell(change));
  }

  async post(
    request: McpRequest,
    messages: readonly Incoming[],
    batch: boolean,
    reply: Reply,
  ): Promise<void> {
    const requests: RpcRequest[] = [];
    for (const message of messages) if (message.kind === "request") requests.push(message.message);
    if (request.caller.kind === "unusable" && requests.some(isToolCall)) {
      return reply.unauthorized(request.caller.sentence);
    }
    const opening = requests.find(({ method }) => method === "initialize");
    if (opening !== undefined) {
      if (!batch) return this.#initialize(request, opening, reply);
      return refusals.invalidRequest(reply, "`initialize` is sent alone, not in a batch.");
    }
    const live = this.#recall(request) ?? (await this.#find(request, reply));
    if (live === undefined) return;
    const body = { messages, requests, batch };
    const exchange = live.record.initialized
      ? this.#continue(live, request, body, reply)
      : await this.#begin(live, request, body, reply);
    if (exchange !== undefined) {
      this.#underway.add(exchange);
      await exchange.settled;
      this.#underway.delete(exchange);
    }
    this.#forgetIdle(live);
  }

  /** The first requests after the handshake, which may still be missing its confirmation. */
  async #begin(
    live: LiveSession,
    request: McpRequest,
    body: Body,
    reply: Reply,
  ): Promise<SessionExchange | undefined> {
    const { record } = live;
    if (!isBatchWhereNone(body, record)) {
      if (body.messages.some(isConfirmation)) {
        await this.#parts.sessions.change(record.id, { initialized: true });
        live.record = { ...record, initialized: true };
      } else if (body.requests.some(needsHandshake)) {
        refusals.notInitialized(reply);
        return undefined;
      }
    }
    return this.#continue(live, request, body, reply);
  }

  #continue(
    live: LiveSession,
    request: McpRequest,
    body: Body,
    reply: Reply,
  ): SessionExchange | undefined {
    const { limits } = this.#parts;
    const { messages, requests } = body;
    const { record } = live;
    if (isBatchWhereNone(body, record)) {
      refusals.invalidRequest(
        reply,
        `Batches exist in protocol revision ${batchVersion} only; this session speaks ${record.protocolVersion}. Send the messages one by one.`,
      );
      return undefined;
    }
    if (live.flights.size + requests.length > limits.sessionRequestsMax) {
      const what = `The session has ${limits.sessionRequestsMax} requests that are being answered`;
      refusals.tooMany(reply, what, "Wait for one to finish.");
      return undefined;
    }
    return this.#deliver(live, messages, requests, request, reply);
  }

  async get(request: McpRequest, reply: Reply): Promise<void> {
    const live = await this.#find(request, reply);
    if (live === undefined) return;
    const { sessionStreamsMax: most } = this.#parts.limits;
    const last = request.header("last-event-id");
    if (live.own.count >= most) {
      refusals.tooMany(reply, `The session has ${most} open streams`, "Close one first.");
    } else if (last === undefined) {
      await live.own.begin(reply, primes(live));
    } else {
      await resumeStream(this.#parts, live, last, reply);
    }
    this.#forgetIdle(live);
  }

  async delete(request: McpRequest, reply: Reply): Promise<void> {
    const live = await this.#find(request, reply);
    if (live === undefined) return;
    await this.#parts.sessions.remove(live.record.id);
    this.#end(live.record.id);
    reply.empty(200);
  }

  async endExpired(): Promise<void> {
    for (const id of await this.#parts.sessions.removeExpired()) this.#end(id);
  }

  /** Refuses new sessions and waits for what is being answered. */
  async drain(grace: Promise<void>): Promise<void> {
    this.#closing = true;
    this.#unwatch();
    const settled = [...this.#underway].map((exchange) => exchange.settled);
    await Promise.race([Promise.all(settled), grace]);
    for (const live of this.#live.values()) live.close();
  }

  async #initialize(request: McpRequest, opening: RpcRequest, reply: Reply): Promise<void> {
    if (this.#closing) return refusals.stopping(reply);
    const { sessions, clock, newSessionId, limits } = this.#parts;
    const { caller } = request;
    try {
      const { protocolVersion, client, result } = handshake(this.#parts, opening, caller);
      await this.endExpired();
      const id = newSessionId();
      const added = await sessions.add({
        id,
        owner: ownerOf(caller),
        credential: caller.credential,
        toolset: request.toolset,
        protocolVersion,
        initialized: false,
        preferences: {},
        client,
        logLevel: usualLogLevel,
        subscriptions: [],
        createdMs: clock.now(),
        usedMs: clock.now(),
      });
      if (added !== "added") return refusals.tooManySessions(reply, added, limits);
      reply.events(messageEvent(sessionAnswer(opening.id, result)), { "mcp-session-id": id });
    } catch (thrown) {
      reply.events(messageEvent(failureOf(thrown, this.#parts).answer(opening.id)));
    }
  }

  /** Hands the messages out; what it returns is settled when the requests among them are answered. */
  #deliver(
    live: LiveSession,
    messages: readonly Incoming[],
    requests: readonly RpcRequest[],
    request: McpRequest,
    reply: Reply,
  ): SessionExchange | undefined {
    for (const message of messages) {
      if (message.kind === "answer") live.answered(message.message);
      if (message.kind !== "notification") continue;
      const { method, params } = message.message;
      if (method === "notifications/cancelled") live.cancel(params?.["requestId"]);
    }
    if (requests.length === 0) {
      reply.empty(202);
      return undefined;
    }
    live.exchangeParts ??= this.#exchangeParts(live);
    const ids = requests.map(({ id }) => id);
    const exchange = new SessionExchange(live.exchangeParts, reply, ids);
    for (const one of requests) void this.#answer(live, exchange, one, request);
    return exchange;
  }

  async #answer(
    live: LiveSession,
    exchange: SessionExchange,
    request: RpcRequest,
    by: McpRequest,
  ): Promise<void> {
    const flight: Flight = { id: request.id, exchange, abort: new LazyAbort() };
    live.flights.add(flight);
    const call = new SessionCall(live, flight, request, by);
    let text: string;
    try {
      text = sessionAnswer(request.id, await answerInSession(this.#parts, live.record, call));
    } catch (thrown) {
      text = failureOf(thrown, this.#parts).answer(request.id);
    }
    if (live.flights.delete(flight)) exchange.answer(request.id, text);
  }

  /** The session of a request that may go on with it, when it is remembered from a moment ago. */
  #recall(request: McpRequest): LiveSession | undefined {
    const id = request.header("mcp-session-id");
    const record = id === undefined ? undefined : this.#parts.sessions.recall(id);
    if (record?.toolset !== request.toolset || !admits(record, request.caller)) return undefined;
    const version = request.header("mcp-protocol-version");
    if (version !== undefined && !protocolVersions.includes(version)) return undefined;
    return this.#take(record, request);
  }

  /** The session of a request that may go on with it; otherwise it has been answered. */
  async #find(request: McpRequest, reply: Reply): Promise<LiveSession | undefined> {
    const id = request.header("mcp-session-id");
    if (id === undefined) {
      refusals.headerMissing(reply);
      return undefined;
    }
    const record = await this.#parts.sessions.find(id);
    if (
      record === undefined ||
      record.toolset !== request.toolset ||
      !admits(record, request.caller)
    ) {
      refusals.sessionNotFound(reply);
      return undefined;
    }
    const version = request.header("mcp-protocol-version");
    if (version !== undefined && !protocolVersions.includes(version)) {
      refusals.unsupportedVersion(reply, version);
      return undefined;
    }
    return this.#take(record, request);
  }

  #take(record: SessionRecord, { caller }: McpRequest): LiveSession {
    this.#parts.sessions.touch(record.id);
    const live = this.#live.get(record.id) ?? this.#rebuild(record);
    live.record = record;
    live.caller = caller;
    return live;
  }

  #rebuild(record: LiveSession["record"]): LiveSession {
    const { events, logger } = this.#parts;
    const keepAlive = this.#keepAlive;
    const onClosed = (): void => this.#forgetIdle(live);
    const own = new OwnStreams({ events, keepAlive, logger, session: record.id, onClosed });
    const live: LiveSession = new LiveSession(record, own, this.#parts.sessions);
    this.#live.set(record.id, live);
    return live;
  }

  #exchangeParts(live: LiveSession): ExchangeParts {
    const { events, logger } = this.#parts;
    return {
      events,
      logger,
      patience: this.#patience,
      keepAlive: this.#keepAlive,
      session: live.record.id,
      primes: primes(live),
      onStream: (stream, exchange) => {
        if (exchange === undefined) live.exchanges.delete(stream);
        else live.exchanges.set(stream, exchange);
      },
    };
  }

  #forgetIdle(live: LiveSession): void {
    if (this.#live.size > idleSessionsMax && live.isIdle) this.#live.delete(live.record.id);
  }

  #end(id: string): void {
    this.#live.get(id)?.end();
    this.#live.delete(id);
  }

  #tell(change: Change): void {
    for (const live of this.#live.values()) void this.#tellOne(live, change);
  }

  async #tellOne(live: LiveSession, change: Change): Promise<void> {
    if (live.own.isEmpty) return;
    if (change.kind !== "resource") {
      return live.own.send(notification(`notifications/${change.kind}/list_changed`));
    }
    const record = await this.#parts.sessions.find(live.record.id);
    if (record === undefined || !record.subscriptions.includes(change.uri)) return;
    if (live.caller === undefined) return;
    if (!(await this.#parts.surface.mayRead(live.caller, change.uri))) return;
    live.own.send(notification("notifications/resources/updated", { uri: change.uri }));
  }
}

interface Body {
  readonly messages: readonly Incoming[];
  readonly requests: readonly RpcRequest[];
  readonly batch: boolean;
}

function isBatchWhereNone({ batch }: Body, { protocolVersion }: SessionRecord): boolean {
  return batch && protocolVersion !== batchVersion;
}

function notification(method: string, params?: object): string {
  return JSON.stringify({ jsonrpc: "2.0", method, params });
}

function primes({ record }: LiveSession): boolean {
  return record.protocolVersion >= primingVersion;
}

function isToolCall({ method }: RpcRequest): boolean {
  return method === "tools/call";
}

function needsHandshake({ method }: RpcRequest): boolean {
  return method.startsWith("tools/") || method.startsWith("prompts/");
}

function isConfirmation(message: Incoming): boolean {
  return message.kind === "notification" && message.message.method === "notifications/initialized";
}
