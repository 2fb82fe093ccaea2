import type { IncomingMessage, ServerResponse } from "node:http";
import { isListedOrigin } from "./allowed-host.ts";

/** Request headers of the protocol that a page may send. */
const requestHeaders = [
  "Authorization",
  "Content-Type",
  "Accept",
  "Mcp-Session-Id",
  "MCP-Protocol-Version",
  "Mcp-Method",
  "Mcp-Name",
  "Last-Event-ID",
  "AppKey",
];

/** Answer headers that a page may read. */
const exposedHeaders = [
  "Mcp-Session-Id",
  "MCP-Protocol-Version",
  "WWW-Authenticate",
  "Retry-After",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
];

/**
 * Lets the scripts of a page read the answer when the operator listed its origin; every other answer goes out without
 * a word about CORS, and browsers keep it from the page.
 */
export function allowPage(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): void {
  if (origins.length > 0) response.setHeader("vary", "Origin");
  const { origin } = request.headers;
  if (origin === undefined || !isListedOrigin(origin, origins)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", exposedHeaders.join(", "));
}

/** A browser's question whether a page may send a request, asked by a page whose origin is listed. */
export function isPreflight(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  const asks = request.headers["access-control-request-method"] !== undefined;
  return (
    request.method === "OPTIONS" && asks && origin !== undefined && isListedOrigin(origin, origins)
  );
}

export function answerPreflight(
  request: IncomingMessage,
  response: ServerResponse,
  methods = "GET, POST, DELETE",
): void {
  const wanted = (request.headers["access-control-request-headers"] ?? "").split(",");
  const parameters = wanted
    .map((name) => name.trim())
    .filter((name) => /^mcp-param-[\w-]{1,64}$/i.test(name));
  response.writeHead(204, {
    "access-control-allow-methods": methods,
    "access-control-allow-headers": [...requestHeaders, ...parameters].join(", "),
    "access-control-max-age": "600",
  });
  response.end();
}
