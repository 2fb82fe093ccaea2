import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authentication } from "../control/identity/identity.ts";
import { rpcCode, rpcError } from "../mcp/json-rpc.ts";
import type { McpCaller } from "../mcp/mcp-caller.ts";
import type { McpEndpoint } from "../mcp/mcp-endpoint.ts";
import type { McpRequest } from "../mcp/mcp-request.ts";
import type { SessionToolset } from "../mcp/sessions.ts";
import { answerJson, answerUnauthorized } from "./answer.ts";
import type { EdgeParts } from "./edge-parts.ts";
import { httpReply } from "./http-reply.ts";
import { refusedByHead } from "./mcp-checks.ts";
import { decodeUtf8 } from "../base/utf8.ts";
import { readBody } from "./read-body.ts";

/** Answers a request to one of the MCP paths; what is cheap to refuse is refused first. */
export async function answerMcp(
  parts: EdgeParts,
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
  const authentication = await parts.control.identity.authenticate(authorization);
  if (authentication.kind === "absent") {
    return answerUnauthorized(response, "The Authorization header is empty");
  }
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
  const reply = httpReply(response);
  if (method === "GET") return mcp.get(incoming, reply);
  if (method === "DELETE") return mcp.delete(incoming, reply);
  const body = parse(await readBody(request, parts.limits.requestBodyBytesMax));
  if (body === undefined) {
    return answerJson(
      response,
      400,
      rpcError(
        rpcCode.parseError,
        "Parse error: the body is not JSON in UTF-8. Send one JSON-RPC 2.0 message.",
      ),
    );
  }
  return mcp.post(incoming, body.value, reply);
}

function parse(bytes: Buffer): { readonly value: unknown } | undefined {
  const text = decodeUtf8(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

/** A header by its name in lower case. One that was sent several times is a list, which no header of MCP may be. */
function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

function mcpCaller(
  authentication: Exclude<Authentication, { readonly kind: "absent" }>,
  authorization: string,
): McpCaller {
  const credential = createHash("sha256").update(authorization).digest("hex");
  if (authentication.kind === "unusable") {
    return { kind: "unusable", sentence: authentication.sentence, credential };
  }
  const { caller } = authentication;
  return { kind: "usable", caller, owner: caller.userId, credential };
}
