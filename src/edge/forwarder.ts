import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { Refusal } from "../base/errors.ts";
import type { Logger } from "../base/logger.ts";
import { answerRefusal } from "./answer.ts";
import { headersToClient, headersToUpstream } from "./forwarded-headers.ts";
import { pourBody } from "./pour-body.ts";

export interface ForwarderParts {
  /** Origin of the upstream, from the configuration and from nowhere else. */
  readonly host: string;
  readonly timeoutMs: number;
  readonly requestBodyBytesMax: number;
  readonly logger: Logger;
}

/** Connections to the upstream that wait for their next request. */
const freeSocketsMax = 256;

interface Passage {
  readonly method: string;
  /** Ends it as if the upstream had: whole, when the answer had begun. */
  readonly finish: () => void;
  readonly ended: Promise<void>;
}

/**
 * Carries requests to the one configured upstream and its answers back, both as they come. Where a request goes is
 * decided here by `host` and by the path that the router chose, never by anything the client sent.
 */
export class Forwarder {
  readonly #parts: ForwarderParts;
  readonly #origin: URL;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #passages = new Set<Passage>();

  constructor(parts: ForwarderParts) {
    this.#parts = parts;
    this.#origin = new URL(parts.host);
    const options = {
      keepAlive: true,
      maxFreeSockets: freeSocketsMax,
      scheduling: "lifo",
    } as const;
    this.#agent =
      this.#origin.protocol === "https:" ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Resolves when the client has its answer, or has gone away. */
  async forward(
    path: string,
    ownUrl: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const ended = new Promise<void>((resolve) => void response.once("close", resolve));
    const passage: Passage = {
      method: request.method ?? "",
      finish: () => void response.end(),
      ended,
    };
    this.#passages.add(passage);
    // The timeout below decides how long silence may last, not the one for idle connections.
    response.setTimeout(this.#parts.timeoutMs + 5_000);
    this.#exchange(path, ownUrl, request, response, true);
    await ended;
    this.#passages.delete(passage);
  }

  /** Ends streams, waits up to `graceMs` for answers, then ends those too. */
  async close(graceMs: number): Promise<void> {
    const calls = [...this.#passages].filter((passage) => passage.method !== "GET");
    for (const passage of this.#passages) if (passage.method === "GET") passage.finish();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, graceMs);
    await Promise.race([Promise.all(calls.map((passage) => passage.ended)), grace.promise]);
    clearTimeout(timer);
    for (const passage of this.#passages) passage.finish();
    this.#agent.destroy();
  }

  /** One attempt. A request without a body is sent once more when a kept connection turns out to be closed. */
  #exchange(
    path: string,
    ownUrl: string,
    request: IncomingMessage,
    response: ServerResponse,
    mayRepeat: boolean,
  ): void {
    const { timeoutMs, requestBodyBytesMax, logger } = this.#parts;
    const outgoing = this.#open(path, ownUrl, request);
    let settled = false;
    let answered = false;
    const settle = (refusal: Refusal | undefined): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      outgoing.destroy();
      if (refusal === undefined || response.destroyed) return;
      if (response.headersSent) response.destroy();
      else answerRefusal(response, refusal);
    };
    const timer = setTimeout(() => settle(noAnswer(timeoutMs)), timeoutMs);
    response.once("close", () => settle(undefined));
    outgoing.on("error", (error) => {
      // An upstream that answers before it has read the body may close while we still write: its answer counts.
      if (answered) return;
      const repeats = mayRepeat && request.method !== "POST" && outgoing.reusedSocket;
      if (!settled && repeats) {
        settle(undefined);
        this.#exchange(path, ownUrl, request, response, false);
        return;
      }
      if (!settled) logger.warn("upstream failed", { code: codeOf(error) });
      settle(unreachable());
    });
    outgoing.once("response", (answer) => {
      answered = true;
      timer.refresh();
      answer.on("data", () => timer.refresh());
      answer.once("error", () => settle(unreachable()));
      answer.once("end", () => clearTimeout(timer));
      if (isRedirect(answer)) settle(redirected());
      else passOn(answer, response);
    });
    if (request.method === "POST") pourBody(request, outgoing, requestBodyBytesMax, settle);
    else outgoing.end();
  }

  #open(path: string, ownUrl: string, request: IncomingMessage): ClientRequest {
    const { protocol, hostname, port } = this.#origin;
    const send = protocol === "https:" ? requestHttps : requestHttp;
    return send({
      agent: this.#agent,
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      path,
      method: request.method,
      headers: headersToUpstream(request, ownUrl),
    });
  }
}

function passOn(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, headersToClient(answer));
  response.flushHeaders();
  answer.pipe(response);
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode >= 300 && statusCode < 400;
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function unreachable(): Refusal {
  return new Refusal(
    "bad-gateway",
    "The Platform MCP server is unreachable",
    "The connection to the configured server failed or ended before its answer was whole.",
    "Try again; if it happens again, ask the operator to check `platform_mcp.host` and the server behind it.",
  );
}

function redirected(): Refusal {
  return new Refusal(
    "bad-gateway",
    "The Platform MCP server answered with a redirect",
    "Requests go to the configured server and nowhere else, so redirects are not followed.",
    "Ask the operator to set `platform_mcp.host` to the address that the server really has.",
  );
}

function noAnswer(timeoutMs: number): Refusal {
  return new Refusal(
    "timeout",
    "The Platform MCP server did not answer in time",
    `Nothing came within ${timeoutMs / 1000} s (platform_mcp.timeout_seconds).`,
    "Try again, or ask for less at once; the call may still be at work there.",
  );
}
