import type { ServerResponse } from "node:http";
import type { Limits } from "../base/limits.ts";
import type { EventStream, Reply, ReplyHeaders } from "../mcp/reply.ts";
import { answerUnauthorized, retryAfter } from "./answer.ts";

type ReplyLimits = Pick<Limits, "streamUnreadBytesMax">;

/** The answers of the MCP server as HTTP. */
export class HttpReply implements Reply {
  readonly #response: ServerResponse;
  readonly #limits: ReplyLimits;

  constructor(response: ServerResponse, limits: ReplyLimits) {
    this.#response = response;
    this.#limits = limits;
  }

  json(status: number, text: string, headers?: ReplyHeaders): void {
    answerWhole(this.#response, status, jsonHeaders, text, headers);
  }

  events(text: string, headers?: ReplyHeaders): void {
    answerWhole(this.#response, 200, eventHeaders, text, headers);
  }

  empty(status: 200 | 202): void {
    this.#response.writeHead(status, { "content-length": 0, "cache-control": "no-store" });
    this.#response.end();
  }

  unauthorized(sentence: string): void {
    answerUnauthorized(this.#response, sentence);
  }

  stream(headers?: ReplyHeaders): EventStream {
    return new HttpEventStream(this.#response, headers, this.#limits.streamUnreadBytesMax);
  }

  onGone(listener: () => void): void {
    this.#response.once("close", listener);
  }
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
  headers?: ReplyHeaders,
): void {
  if (response.headersSent || response.destroyed) return;
  const length = Buffer.byteLength(text);
  const all: Record<string, string | number> = { ...kind, "content-length": length };
  if (status !== 200) Object.assign(all, retryAfter(status));
  if (headers !== undefined) Object.assign(all, headers);
  response.writeHead(status, all);
  // Text that takes a byte for each character is ASCII, which leaves without being encoded.
  response.end(text, length === text.length ? "latin1" : "utf8");
}

/** A client that does not read makes its answers wait in memory; past `unreadBytesMax` its stream is cut. */
class HttpEventStream implements EventStream {
  readonly #response: ServerResponse;
  readonly #unreadBytesMax: number;

  constructor(response: ServerResponse, headers: ReplyHeaders | undefined, unreadBytesMax: number) {
    this.#response = response;
    this.#unreadBytesMax = unreadBytesMax;
    response.writeHead(200, { ...eventHeaders, ...headers });
    response.flushHeaders();
  }

  write(text: string): void {
    const response = this.#response;
    if (response.writableEnded || response.destroyed) return;
    response.write(text);
    if (response.writableLength > this.#unreadBytesMax) response.destroy();
  }

  end(): void {
    this.#response.end();
  }

  onClosed(listener: () => void): void {
    this.#response.once("close", listener);
  }
}
