import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authentication } from "../control/identity/identity.ts";
import { rpcError } from "../mcp/json-rpc.ts";
import type { McpCaller } from "../mcp/mcp-caller.ts";
import type { McpEndpoint } from "../mcp/mcp-endpoint.ts";
import type { McpRequest } from "../mcp/mcp-request.ts";
import { ownerOf, type SessionToolset } from "../mcp/sessions.ts";
import { answerJson, answerThrottled, answerUnauthorized } from "./answer.ts";
import type { EdgeGuards } from "./edge-guards.ts";
import type { EdgeParts } from "./edge-parts.ts";
import { HttpReply } from "./http-reply.ts";
import { refusedByHead } from "./mcp-checks.ts";
import { parseBody, toolCallsIn } from "./parse-body.ts";
import { readBody } from "./read-body.ts";
import { takePlace } from "./take-place.ts";

/** Answers a request to one of the MCP paths; what is cheap to refuse is refused first. */
export function answerMcp(
  parts: EdgeParts,
  guards: EdgeGuards,
  mcp: McpEndpoint,
  toolset: SessionToolset,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  if (refusedByHead(request, response, parts.limits)) return undefined;
  const { authorization = "" } = request.headers;
  const credential = guards.connections.credentialOf(request.socket, authorization);
  const known = parts.control.identity.recognise(credential);
  const exchange = { parts, guards, mcp, toolset, request, response };
  if (known === undefined) return authenticateFirst(exchange, authorization, credential);
  return answerCaller(exchange, { kind: "usable", caller: known, owner: known.userId, credential });
}

interface Exchange {
  readonly parts: EdgeParts;
  readonly guards: EdgeGuards;
  readonly mcp: McpEndpoint;
  readonly toolset: SessionToolset;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function authenticateFirst(
  exchange: Exchange,
  authorization: string,
  credential: string,
): Promise<void> {
  const { parts, request, response } = exchange;
  const authentication = await parts.control.identity.authenticate(
    authorization,
    request.socket.remoteAddress,
  );
  if (authentication.kind === "absent") {
    return answerUnauthorized(response, "The Authorization header is empty");
  }
  if (authentication.kind === "throttled") return answerThrottled(response, authentication);
  const caller = mcpCaller(authentication, credential);
  if (caller.kind === "unusable" && parts.settings.unusableAuthorization === "reject") {
    return answerUnauthorized(response, caller.sentence);
  }
  return answerCaller(exchange, caller);
}

async function answerCaller(exchange: Exchange, caller: McpCaller): Promise<void> {
  const { parts, guards, mcp, request, response } = exchange;
  const incoming = new HttpMcpRequest(exchange, caller);
  const reply = new HttpReply(response, parts.limits);
  if (request.method === "GET") {
    guards.streams.add(response);
    await mcp.get(incoming, reply);
    return dropHead(request, guards);
  }
  if (request.method === "DELETE") return mcp.delete(incoming, reply);
  const held = await readBody(request, parts.limits, guards.bodies);
  try {
    const body = parseBody(held.bytes, parts.limits);
    if (body.kind === "unreadable") {
      return answerJson(response, 400, rpcError(body.code, body.message));
    }
    const calls = toolCallsIn(body.value);
    if (calls > 0) await takePlace(guards, ownerOf(caller), calls, response);
    await mcp.post(incoming, body.value, reply);
  } finally {
    held[Symbol.dispose]();
  }
}

/** There may be thousands of streams, and nobody looks at the heads of their requests again. */
function dropHead(request: IncomingMessage, { connections }: EdgeGuards): void {
  request.headers = {};
  request.rawHeaders = [];
  connections.forget(request.socket);
}

class HttpMcpRequest implements McpRequest {
  readonly toolset: SessionToolset;
  readonly caller: McpCaller;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange, caller: McpCaller) {
    this.toolset = exchange.toolset;
    this.caller = caller;
    this.#exchange = exchange;
  }

  /** One that was sent several times is a list, which no header of MCP may be. */
  header(name: string): string | undefined {
    const value = this.#exchange.request.headers[name];
    return typeof value === "string" ? value : undefined;
  }

  async isStillUsable(): Promise<boolean> {
    const { parts, request } = this.#exchange;
    const { kind } = await parts.control.identity.authenticate(request.headers.authorization);
    return kind === "caller";
  }
}

function mcpCaller(
  authentication: Exclude<Authentication, { readonly kind: "absent" | "throttled" }>,
  credential: string,
): McpCaller {
  if (authentication.kind === "unusable") {
    return { kind: "unusable", sentence: authentication.sentence, credential };
  }
  const { caller } = authentication;
  return { kind: "usable", caller, owner: caller.userId, credential };
}
