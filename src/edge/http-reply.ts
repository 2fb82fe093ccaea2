import type { ServerResponse } from "node:http";
import type { Limits } from "../base/limits.ts";
import type { EventStream, Reply, ReplyHeaders } from "../mcp/reply.ts";
import { answerUnauthorized, retryAfter } from "./answer.ts";

/** The answers of the MCP server as HTTP. */
export function httpReply(response: ServerResponse, limits: Limits): Reply {
  return {
    json: (status, text, headers) => answerWhole(response, status, jsonHeaders, text, headers),
    events: (text, headers) => answerWhole(response, 200, eventHeaders, text, headers),
    empty(status) {
      response.writeHead(status, { "content-length": 0, "cache-control": "no-store" });
      response.end();
    },
    unauthorized: (sentence) => answerUnauthorized(response, sentence),
    stream: (headers) => openEventStream(response, headers, limits.streamUnreadBytesMax),
    onGone: (listener) => void response.once("close", listener),
  };
}

const jsonHeaders = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

const eventHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
} as const;

function answerWhole(
  response: ServerResponse,
  status: number,
  kind: ReplyHeaders,
  text: string,
  headers: ReplyHeaders = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...kind,
    ...retryAfter(status),
    ...headers,
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

/** A client that does not read makes its answers wait in memory; past `unreadBytesMax` its stream is cut. */
function openEventStream(
  response: ServerResponse,
  headers: ReplyHeaders | undefined,
  unreadBytesMax: number,
): EventStream {
  response.writeHead(200, { ...eventHeaders, ...headers });
  response.flushHeaders();
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > unreadBytesMax) response.destroy();
  };
  return {
    write,
    end: () => void response.end(),
    onClosed: (listener) => void response.once("close", listener),
  };
}
