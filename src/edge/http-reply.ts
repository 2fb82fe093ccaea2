import type { ServerResponse } from "node:http";
import type { EventStream, Reply, ReplyHeaders } from "../mcp/reply.ts";
import { answerUnauthorized } from "./answer.ts";

/** The answers of the MCP server as HTTP. */
export function httpReply(response: ServerResponse): Reply {
  return {
    json: (status, text, headers) => answerWhole(response, status, jsonHeaders, text, headers),
    events: (text, headers) => answerWhole(response, 200, eventHeaders, text, headers),
    empty(status) {
      response.writeHead(status, { "content-length": 0, "cache-control": "no-store" });
      response.end();
    },
    unauthorized: (sentence) => answerUnauthorized(response, sentence),
    stream: (headers) => openEventStream(response, headers),
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
  response.writeHead(status, { ...kind, ...headers, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** A client that does not read makes the answers wait in memory; past this many bytes its stream is cut. */
const unreadBytesMax = 256 * 1024 * 1024;

function openEventStream(response: ServerResponse, headers: ReplyHeaders = {}): EventStream {
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
