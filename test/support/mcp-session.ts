import assert from "node:assert/strict";
import { isObject } from "../../src/base/json.ts";
import { mcpPath } from "../../src/edge/mcp-path.ts";
import { eventsOf, type RawAnswer, rawRequest } from "./raw-request.ts";

export type Headers = Readonly<Record<string, string>>;

export function initializeMessage(protocolVersion = "2025-03-26"): object {
  return {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: {
      protocolVersion,
      capabilities: {},
      clientInfo: { name: "my-client", version: "1.0" },
    },
  };
}

export const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };

/** A client that speaks plain HTTP. */
export interface McpSession {
  readonly id: string;
  readonly headers: Headers;
  send(body: unknown, headers?: Headers): Promise<RawAnswer>;
  /** The result or error of one request. */
  request(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The envelope of one tool call. */
  call(tool: string, given?: object): Promise<ToolAnswer>;
}

export interface ToolAnswer {
  readonly success: boolean;
  readonly response: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
  readonly result: Record<string, unknown>;
}

export function post(
  url: string,
  path: string,
  headers: Headers,
  body: unknown,
): Promise<RawAnswer> {
  return rawRequest(url, {
    method: "POST",
    path,
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** Opens a session and confirms it. */
export async function openMcp(
  url: string,
  authorization: string,
  path = mcpPath,
  protocolVersion = "2025-03-26",
): Promise<McpSession> {
  const opened = await post(url, path, { authorization }, initializeMessage(protocolVersion));
  assert.equal(opened.status, 200, opened.text);
  const id = opened.headers["mcp-session-id"];
  assert.ok(typeof id === "string");
  const headers = { authorization, "mcp-session-id": id };
  const send = (body: unknown, more: Headers = {}): Promise<RawAnswer> =>
    post(url, path, { ...headers, ...more }, body);
  assert.equal((await send(initialized)).status, 202);
  const request = async (method: string, params?: object): Promise<Record<string, unknown>> => {
    const answer = await send({ jsonrpc: "2.0", id: 2, method, ...(params && { params }) });
    assert.equal(answer.status, 200, answer.text);
    const message = eventsOf(answer.text).at(-1);
    assert.ok(isObject(message));
    const outcome = message["result"] ?? message["error"];
    assert.ok(isObject(outcome));
    return outcome;
  };
  return {
    id,
    headers,
    send,
    request,
    async call(tool, given = {}) {
      return envelopeOf(await request("tools/call", { name: tool, arguments: given }));
    },
  };
}

/** The envelope in a result of `tools/call`, checked for its form. */
export function envelopeOf(result: Record<string, unknown>): ToolAnswer {
  const envelope = result["structuredContent"];
  assert.ok(isObject(envelope), JSON.stringify(result));
  const { success, response, metadata } = envelope;
  assert.ok(typeof success === "boolean" && isObject(response) && isObject(metadata));
  assert.equal(result["isError"], !success);
  assert.ok(Array.isArray(result["content"]));
  const first: unknown = result["content"][0];
  assert.ok(isObject(first) && typeof first["text"] === "string");
  assert.deepEqual(JSON.parse(first["text"]), envelope);
  for (const key of ["tool", "org", "duration_ms", "request_id"]) assert.ok(key in metadata, key);
  return { success, response, metadata, result };
}
