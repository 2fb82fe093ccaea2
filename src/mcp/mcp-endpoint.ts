import type { Toolset } from "../tools/define-tool.ts";
import { type Incoming, readMessage, rpcCode, rpcError, type RpcRequest } from "./json-rpc.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { McpParts } from "./mcp-parts.ts";
import { openSession, type OpenSession } from "./open-session.ts";
import { PostExchange } from "./post-exchange.ts";
import { negotiatedVersion } from "./negotiated-version.ts";
import { batchVersion, protocolVersions } from "./protocol-versions.ts";
import type { Reply } from "./reply.ts";
import {
  admits,
  ownerOf,
  type SessionRecord,
  type SessionTable,
  type SessionToolset,
} from "./sessions.ts";

/** A request to one of the MCP paths, of a caller already known. */
export interface McpRequest {
  readonly toolset: SessionToolset;
  readonly sessionId: string | undefined;
  /** Header `MCP-Protocol-Version`. */
  readonly protocolVersion: string | undefined;
  readonly caller: McpCaller;
}

/** The MCP server without its transport: what comes in is read already, what goes out leaves through a `Reply`. */
export interface McpEndpoint {
  has(toolset: Toolset): boolean;
  post(request: McpRequest, body: unknown, reply: Reply): Promise<void>;
  get(request: McpRequest, reply: Reply): Promise<void>;
  delete(request: McpRequest, reply: Reply): Promise<void>;
  /** Refuses new sessions, waits up to `graceMs` for what is being answered, then ends every session. */
  close(graceMs: number): Promise<void>;
}

interface LiveSession {
  readonly record: SessionRecord;
  readonly open: OpenSession;
}

const messagesPerBodyMax = 100;

export function createMcpEndpoint(parts: McpParts, table: SessionTable): McpEndpoint {
  const { limits, clock } = parts;
  const live = new Map<string, OpenSession>();
  const underway = new Set<Promise<void>>();
  let closing = false;
  const keepAlive = setInterval(() => {
    for (const open of live.values()) open.transport.keepAlive();
    void endIdle();
  }, parts.keepAliveIntervalMs);
  keepAlive.unref();

  return {
    has: (toolset) => parts.toolbox.has(toolset),
    post,
    async get(request, reply) {
      const session = await findSession(request, reply);
      if (session === undefined) return;
      if (session.open.transport.openStreams >= limits.sessionStreamsMax) {
        return tooMany(
          reply,
          `The session has ${limits.sessionStreamsMax} open streams`,
          "Close one first.",
        );
      }
      const stream = reply.stream({});
      stream.comment();
      session.open.transport.addStream(stream);
    },
    async delete(request, reply) {
      const session = await findSession(request, reply);
      if (session === undefined) return;
      await endSession(session.record.id);
      reply.empty(200);
    },
    async close(graceMs) {
      closing = true;
      clearInterval(keepAlive);
      const grace = Promise.withResolvers<void>();
      const timer = setTimeout(grace.resolve, graceMs);
      await Promise.race([Promise.all(underway), grace.promise]);
      clearTimeout(timer);
      for (const id of live.keys()) await endSession(id);
    },
  };

  async function post(request: McpRequest, body: unknown, reply: Reply): Promise<void> {
    const batch = Array.isArray(body);
    const messages = (batch ? body : [body]).map(readMessage);
    const wrong = messages.find((message) => message.kind === "invalid");
    const first = messages[0];
    if (first === undefined || messages.length > messagesPerBodyMax) {
      return invalidRequest(reply, `A batch holds 1 to ${messagesPerBodyMax} messages.`);
    }
    if (wrong !== undefined) {
      return reply.json(400, rpcError(wrong.code, `Invalid request: ${wrong.reason}`, wrong.id));
    }
    const requests = messages.flatMap((message) =>
      message.kind === "request" ? [message.message] : [],
    );
    if (
      request.caller.kind === "unusable" &&
      requests.some(({ method }) => method === "tools/call")
    ) {
      return reply.unauthorized(request.caller.sentence);
    }
    const opening = requests.find(({ method }) => method === "initialize");
    if (opening !== undefined) {
      if (batch) return invalidRequest(reply, "`initialize` is sent alone, not in a batch.");
      return initialize(request, opening, reply);
    }
    const session = await findSession(request, reply);
    if (session === undefined) return;
    if (batch && session.record.protocolVersion !== batchVersion) {
      return invalidRequest(
        reply,
        `Batches exist in protocol revision ${batchVersion} only; this session speaks ${session.record.protocolVersion}. Send the messages one by one.`,
      );
    }
    if (!session.record.initialized && !confirms(messages) && requests.some(needsHandshake)) {
      return noSession(
        reply,
        "the handshake is not complete. Send notifications/initialized with this Mcp-Session-Id first.",
      );
    }
    if (session.open.transport.requestsInFlight + requests.length > limits.sessionRequestsMax) {
      return tooMany(
        reply,
        `The session has ${limits.sessionRequestsMax} requests that are being answered`,
        "Wait for one to finish.",
      );
    }
    await deliver(session, messages, requests, request.caller, reply);
  }

  async function initialize(request: McpRequest, opening: RpcRequest, reply: Reply): Promise<void> {
    if (closing) {
      return reply.json(
        503,
        rpcError(rpcCode.badSession, "The server is stopping. Try again soon."),
      );
    }
    await endIdle();
    const id = parts.newSessionId();
    const protocolVersion = negotiatedVersion(opening);
    if (protocolVersion !== undefined) {
      const added = await table.add({
        id,
        owner: ownerOf(request.caller),
        credential: request.caller.credential,
        toolset: request.toolset,
        protocolVersion,
        initialized: false,
        preferences: {},
        usedMs: clock.now(),
      });
      if (added !== "added") return tooManySessions(added, reply);
    }
    const open = await openSession(parts, table, {
      id,
      toolset: request.toolset,
      caller: request.caller,
    });
    if (protocolVersion !== undefined) live.set(id, open);
    const headers = protocolVersion === undefined ? {} : { "mcp-session-id": id };
    const exchange = new PostExchange(request.caller, reply, 1, headers);
    open.transport.request(opening, exchange);
    await track(exchange.settled);
    if (protocolVersion === undefined) await open.transport.close();
  }

  function tooManySessions(full: "owner-full" | "full", reply: Reply): void {
    if (full === "full") {
      tooMany(reply, `The server has ${limits.sessionsMax} sessions`, "Try again later.");
    } else {
      const what = `You have ${limits.sessionsPerCallerMax} sessions`;
      tooMany(reply, what, "End one with DELETE and its Mcp-Session-Id.");
    }
  }

  async function deliver(
    session: LiveSession,
    messages: readonly Incoming[],
    requests: readonly RpcRequest[],
    caller: McpCaller,
    reply: Reply,
  ): Promise<void> {
    const { transport } = session.open;
    if (confirms(messages)) await table.change(session.record.id, { initialized: true });
    const exchange = new PostExchange(caller, reply, requests.length);
    for (const message of messages) {
      if (message.kind === "request") transport.request(message.message, exchange);
      if (message.kind === "notification") transport.notify(message.message);
    }
    if (requests.length === 0) reply.empty(202);
    else await track(exchange.settled);
  }

  /** The session of a request that may go on with it; otherwise it has been answered. */
  async function findSession(request: McpRequest, reply: Reply): Promise<LiveSession | undefined> {
    const { sessionId, protocolVersion } = request;
    if (sessionId === undefined) {
      noSession(
        reply,
        "the Mcp-Session-Id header is missing. Send initialize first, and its Mcp-Session-Id with every later request.",
      );
      return undefined;
    }
    const record = await table.find(sessionId);
    const open = record === undefined ? undefined : live.get(record.id);
    const mine =
      record !== undefined && record.toolset === request.toolset && admits(record, request.caller);
    if (record === undefined || open === undefined || !mine) {
      reply.json(
        404,
        rpcError(
          rpcCode.sessionNotFound,
          "Session not found: it has ended, expired, or was opened by another caller or on another path. Send initialize again.",
        ),
      );
      return undefined;
    }
    if (protocolVersion !== undefined && !protocolVersions.includes(protocolVersion)) {
      const known = protocolVersions.join(", ");
      reply.json(
        400,
        rpcError(
          rpcCode.badSession,
          `Unsupported MCP-Protocol-Version ${protocolVersion}. Send one of ${known}, or none.`,
        ),
      );
      return undefined;
    }
    await table.change(record.id, { usedMs: clock.now() });
    return { record, open };
  }

  async function endSession(id: string): Promise<void> {
    await table.remove(id);
    const open = live.get(id);
    live.delete(id);
    await open?.transport.close();
  }

  async function endIdle(): Promise<void> {
    for (const id of await table.removeIdle()) await endSession(id);
  }

  async function track(work: Promise<void>): Promise<void> {
    underway.add(work);
    await work;
    underway.delete(work);
  }
}

function needsHandshake(request: RpcRequest): boolean {
  return request.method.startsWith("tools/") || request.method.startsWith("prompts/");
}

function confirms(messages: readonly Incoming[]): boolean {
  return messages.some(
    (message) =>
      message.kind === "notification" && message.message.method === "notifications/initialized",
  );
}

function noSession(reply: Reply, why: string): void {
  reply.json(400, rpcError(rpcCode.badSession, `no session: ${why}`));
}

function invalidRequest(reply: Reply, why: string): void {
  reply.json(400, rpcError(rpcCode.invalidRequest, `Invalid request: ${why}`));
}

function tooMany(reply: Reply, what: string, mend: string): void {
  reply.json(429, rpcError(rpcCode.badSession, `${what}; that is the limit. ${mend}`));
}
