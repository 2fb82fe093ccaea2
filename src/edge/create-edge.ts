import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { asError } from "../base/abort.ts";
import { assert, Refusal } from "../base/errors.ts";
import type { SessionToolset } from "../mcp/sessions.ts";
import { answerJson, answerNotFound, answerRefusal, answerWrongMethod } from "./answer.ts";
import { answerClientError } from "./client-error.ts";
import { allowPage, answerPreflight, isPreflight } from "./cors.ts";
import { createGuards } from "./edge-guards.ts";
import type { EdgeParts } from "./edge-parts.ts";
import { Forwarder } from "./forwarder.ts";
import { listenRefusal } from "./listen-refusal.ts";
import { mcpPath, readMcpPath } from "./mcp-path.ts";
import { answerMcp } from "./mcp-route.ts";
import { answerFromUpstream } from "./proxy-route.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";
import { refusedSource } from "./source-check.ts";
import { answerWelcome } from "./welcome-page.ts";

export interface Edge {
  /** Port 0 takes a free one. `url` is what a client of this machine connects to. */
  listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }>;
  /** Accepts nothing new, lets calls finish for `closeGraceMs`, then ends every stream and connection. */
  close(): Promise<void>;
}

/** The HTTP side of the product. */
export function createEdge(parts: EdgeParts): Edge {
  const { settings, limits } = parts;
  const guards = createGuards(limits);
  const mcp = parts.platformMcp.kind === "embedded" ? parts.platformMcp.endpoint : undefined;
  const forwarder = createForwarder(parts);
  let ownUrl = settings.publicUrl ?? "";
  const closing = new AbortController();
  const server = createServer(
    {
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(
        5_000,
        limits.headersTimeoutMs,
        limits.requestTimeoutMs,
      ),
      maxHeaderSize: limits.requestHeaderBytesMax,
    },
    (request, response) => void answer(request, response),
  );
  server.timeout = limits.stallTimeoutMs;
  server.maxConnections = limits.connectionsMax;
  server.on("clientError", (error, socket) => answerClientError(error, socket, limits));

  return {
    async listen(port, host) {
      await new Promise<void>((resolve, reject) => {
        server.once("error", (error) => reject(listenRefusal(error, port, host)));
        server.listen(port, host, resolve);
      });
      const address = addressOf(server);
      const url = urlOf(address);
      ownUrl ||= url;
      return { port: address.port, url };
    },
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      await Promise.all([
        mcp?.close(settings.closeGraceMs),
        forwarder?.close(settings.closeGraceMs),
        parts.assets?.endpoint.close(settings.closeGraceMs),
      ]);
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 500);
      await closed;
      clearTimeout(cut);
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (closing.signal.aborted) response.setHeader("connection", "close");
    try {
      await route(request, response);
    } catch (thrown) {
      answerThrown(request, response, thrown);
    }
    if (!request.complete) abandon(request);
  }

  function route(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> | void | undefined {
    const [path, query] = splitAtQuery(request.url ?? "");
    if (path === "/healthz" || path === "/readyz") return answerHealth(path, request, response);
    const read = readMcpPath(path);
    const own = read.kind === "none" ? routes.find((one) => one.matches(path)) : undefined;
    if (read.kind === "none" && path !== "/" && own === undefined) {
      return answerNotFound(response, `MCP is served at ${mcpPath} and ${mcpPath}/platform.`);
    }
    if (read.kind === "unknown-toolset") {
      return answerRefusal(response, unknownToolset(read.segment));
    }
    const wantsPygen = read.kind === "toolset" && read.toolset === "pygen";
    if (wantsPygen && mcp !== undefined && !mcp.has("pygen")) {
      return answerNotFound(
        response,
        `PyGen is not wired on this server. Use ${mcpPath}/platform.`,
      );
    }
    const refused = refusedSource(request, settings, guards.connections);
    if (refused !== undefined) return answerRefusal(response, refused);
    if (read.kind === "toolset") return answerToolset(read.toolset, request, response);
    if (own !== undefined) return answerRoute(own, path, query, request, response);
    if (!isRead(request)) return answerWrongMethod(response, "GET, HEAD");
    return answerWelcome(response, parts.version);
  }

  function answerToolset(
    toolset: SessionToolset,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> | void | undefined {
    if (settings.corsOrigins.length > 0) {
      allowPage(request, response, settings.corsOrigins);
      if (isPreflight(request, settings.corsOrigins)) return answerPreflight(request, response);
    }
    if (mcp !== undefined) return answerMcp(parts, guards, mcp, toolset, request, response);
    return answerFromUpstream(forwarder, parts, guards, ownUrl, toolset, request, response);
  }

  async function answerRoute(
    own: Route,
    path: string,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { pageMethods } = own;
    if (pageMethods !== undefined) {
      allowPage(request, response, settings.corsOrigins);
      if (isPreflight(request, settings.corsOrigins)) {
        return answerPreflight(request, response, pageMethods);
      }
    }
    const { signal } = closing;
    const asked = { path, query: new URLSearchParams(query) };
    await own.answer({ ...asked, parts, guards, request, response, ownUrl, closing: signal });
  }

  function answerHealth(path: string, request: IncomingMessage, response: ServerResponse): void {
    if (!isRead(request)) return answerWrongMethod(response, "GET, HEAD");
    const ready = path === "/healthz" || !closing.signal.aborted;
    answerJson(response, ready ? 200 : 503, { status: ready ? "ok" : "stopping" });
  }

  function answerThrown(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
    if (response.headersSent || response.destroyed) {
      response.destroy();
    } else if (thrown instanceof Refusal) {
      answerRefusal(response, thrown);
    } else {
      const requestId = randomUUID();
      const { stack } = asError(thrown);
      parts.logger.error("request failed unexpectedly", {
        requestId,
        method: request.method,
        stack,
      });
      answerJson(response, 500, {
        error: "The server has a fault",
        reason: `The server's log describes it under request id ${requestId}.`,
        resolution: "Try once more; if it happens again, report the request id to the operator.",
      });
    }
  }
}

function createForwarder({ platformMcp, limits, logger }: EdgeParts): Forwarder | undefined {
  if (platformMcp.kind === "embedded" || platformMcp.host === undefined) return undefined;
  const { host, timeoutMs } = platformMcp;
  const { requestBodyBytesMax } = limits;
  return new Forwarder({ host, timeoutMs, requestBodyBytesMax, logger });
}

/**
 * Gives up on a body that nobody will read: a little of it is thrown away so that the client sees the answer, then the
 * connection closes.
 */
function abandon(request: IncomingMessage): void {
  if (request.destroyed) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), 1_000);
  timer.unref();
  request.once("end", () => clearTimeout(timer));
}

/** The path and the query of a request's first line. */
function splitAtQuery(url: string): readonly [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

function unknownToolset(segment: string): Refusal {
  return new Refusal(
    "bad-request",
    `Unknown toolset ${JSON.stringify(segment)}`,
    "The toolset in the path is platform or pygen; without one, all tools are there.",
    `Use ${mcpPath}/platform, ${mcpPath}/pygen or ${mcpPath}.`,
  );
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  assert(address !== null && typeof address === "object", "the server listens on a port");
  return address;
}

function urlOf({ address, family, port }: AddressInfo): string {
  const anywhere = address === "0.0.0.0" || address === "::";
  const host = anywhere ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
