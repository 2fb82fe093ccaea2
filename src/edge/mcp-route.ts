import type { IncomingMessage, ServerResponse } from "node:http";
import { hashSecret } from "../base/ids.ts";
import type { Authentication } from "../control/identity/identity.ts";
import { rpcError } from "../mcp/json-rpc.ts";
import type { McpCaller } from "../mcp/mcp-caller.ts";
import type { McpEndpoint } from "../mcp/mcp-endpoint.ts";
import type { McpRequest } from "../mcp/mcp-request.ts";
import { ownerOf, type SessionToolset } from "../mcp/sessions.ts";
import { answerJson, answerThrottled, answerUnauthorized } from "./answer.ts";
import type { EdgeGuards } from "./edge-guards.ts";
import type { EdgeParts } from "./edge-parts.ts";
import { httpReply } from "./http-reply.ts";
import { refusedByHead } from "./mcp-checks.ts";
import { parseBody, toolCallsIn } from "./parse-body.ts";
import { readBody } from "./read-body.ts";

/** Answers a request to one of the MCP paths; what is cheap to refuse is refused first. */
export async function answerMcp(
  parts: EdgeParts,
  guards: EdgeGuards,
  mcp: McpEndpoint,
  toolset: SessionToolset,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (refusedByHead(request, response, parts.limits)) return;
  const {
    method,
    headers: { authorization = "" },
  } = request;
  const authentication = await parts.control.identity.authenticate(
    authorization,
    request.socket.remoteAddress,
  );
  if (authentication.kind === "absent") {
    return answerUnauthorized(response, "The Authorization header is empty");
  }
  if (authentication.kind === "throttled") return answerThrottled(response, authentication);
  const caller = mcpCaller(authentication, authorization);
  if (caller.kind === "unusable" && parts.settings.unusableAuthorization === "reject") {
    return answerUnauthorized(response, caller.sentence);
  }
  const incoming: McpRequest = {
    toolset,
    caller,
    header: (name) => header(request, name),
    isStillUsable: async () =>
      (await parts.control.identity.authenticate(authorization)).kind === "caller",
  };
  const reply = httpReply(response, parts.limits);
  if (method === "GET") {
    guards.streams.add(response);
    return mcp.get(incoming, reply);
  }
  if (method === "DELETE") return mcp.delete(incoming, reply);
  using held = await readBody(request, parts.limits, guards.bodies);
  const body = parseBody(held.bytes, parts.limits);
  if (body.kind === "unreadable") {
    return answerJson(response, 400, rpcError(body.code, body.message));
  }
  const calls = toolCallsIn(body.value);
  if (calls === 0) return mcp.post(incoming, body.value, reply);
  const gone = new AbortController();
  const closed = new Promise<void>((resolve) => {
    response.once("close", () => {
      if (!response.writableFinished) gone.abort();
      resolve();
    });
  });
  using _place = await guards.calls.enter(ownerOf(caller), calls, gone.signal);
  await mcp.post(incoming, body.value, reply);
  // An answer that its client does not read still fills memory, so the place is free when it has been read.
  await closed;
}

/** A header by its name in lower case. One that was sent several times is a list, which no header of MCP may be. */
function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

function mcpCaller(
  authentication: Exclude<Authentication, { readonly kind: "absent" | "throttled" }>,
  authorization: string,
): McpCaller {
  const credential = hashSecret(authorization);
  if (authentication.kind === "unusable") {
    return { kind: "unusable", sentence: authentication.sentence, credential };
  }
  const { caller } = authentication;
  return { kind: "usable", caller, owner: caller.userId, credential };
}
