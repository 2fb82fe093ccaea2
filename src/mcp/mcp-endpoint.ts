import type { Toolset } from "../tools/define-tool.ts";
import { isObject } from "../base/json.ts";
import { type RequestId, readMessage, rpcError } from "./json-rpc.ts";
import { KeepAlive } from "./keep-alive.ts";
import type { EndpointParts } from "./mcp-parts.ts";
import type { McpRequest } from "./mcp-request.ts";
import type { Reply } from "./reply.ts";
import { SessionEndpoint } from "./session/session-endpoint.ts";
import { refusals } from "./session/session-replies.ts";
import { classify, mayBeStateless } from "./stateless/read-envelope.ts";
import { StatelessEndpoint } from "./stateless/stateless-endpoint.ts";

/** The MCP server without its transport: what comes in is read already, what goes out leaves through a `Reply`. */
export interface McpEndpoint {
  has(toolset: Toolset): boolean;
  post(request: McpRequest, body: unknown, reply: Reply): Promise<void>;
  get(request: McpRequest, reply: Reply): Promise<void>;
  delete(request: McpRequest, reply: Reply): Promise<void>;
  /** Refuses new sessions, waits up to `graceMs` for what is being answered, then closes every connection. */
  close(graceMs: number): Promise<void>;
}

/** How often sessions are looked at for those whose time is over. */
const expiryIntervalMs = 60_000;

export function createMcpEndpoint(parts: EndpointParts): McpEndpoint {
  const keepAlive = new KeepAlive(parts.keepAliveIntervalMs);
  const sessions = new SessionEndpoint(parts, keepAlive);
  const stateless = new StatelessEndpoint(parts, keepAlive);
  const expiry = setInterval(() => void sessions.endExpired(), expiryIntervalMs);
  expiry.unref();

  return {
    has: (toolset) => parts.surface.has(toolset),
    get: (request, reply) => sessions.get(request, reply),
    delete: (request, reply) => sessions.delete(request, reply),
    post(request, body, reply) {
      if (mayBeStateless(request, body)) {
        const read = classify(request, body);
        if (read.kind !== "session") return stateless.post(request, read, idOf(body), reply);
      }
      const batch = Array.isArray(body);
      const messages = batch ? body.map(readMessage) : [readMessage(body)];
      if (messages.length === 0 || messages.length > parts.limits.batchMessagesMax) {
        const why = `A batch holds 1 to ${parts.limits.batchMessagesMax} messages (batchMessagesMax).`;
        refusals.invalidRequest(reply, why);
        return Promise.resolve();
      }
      for (const message of messages) {
        if (message.kind !== "invalid") continue;
        const { code, reason, id } = message;
        reply.json(400, JSON.stringify(rpcError(code, `Invalid request: ${reason}`, id)));
        return Promise.resolve();
      }
      return sessions.post(request, messages, batch, reply);
    },
    async close(graceMs) {
      clearInterval(expiry);
      const grace = Promise.withResolvers<void>();
      const timer = setTimeout(grace.resolve, graceMs);
      await Promise.all([sessions.drain(grace.promise), stateless.drain(grace.promise)]);
      clearTimeout(timer);
      keepAlive[Symbol.dispose]();
    },
  };
}

function idOf(body: unknown): RequestId | null {
  const id = isObject(body) ? body["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
