import type { ServerResponse } from "node:http";
import { printJson } from "../base/json.ts";
import type { EventStream, Reply } from "../mcp/reply.ts";
import { answerJson, answerUnauthorized } from "./answer.ts";

/** The answers of the MCP server as HTTP. */
export function httpReply(response: ServerResponse): Reply {
  return {
    json: (status, body) => answerJson(response, status, body),
    empty(status) {
      response.writeHead(status, { "content-length": 0, "cache-control": "no-store" });
      response.end();
    },
    unauthorized: (sentence) => answerUnauthorized(response, sentence),
    stream: (headers) => openEventStream(response, headers),
  };
}

/** A client that does not read makes the answers wait in memory; past this many bytes its stream is cut. */
const unreadBytesMax = 256 * 1024 * 1024;

function openEventStream(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): EventStream {
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    ...headers,
  });
  response.flushHeaders();
  const write = (text: string): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > unreadBytesMax) response.destroy();
  };
  return {
    send: (message) => write(`event: message\ndata: ${printJson(message)}\n\n`),
    comment: () => write(": keep-alive\n\n"),
    end: () => void response.end(),
    onClosed: (listener) => void response.once("close", listener),
  };
}
