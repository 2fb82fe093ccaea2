import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** What of a client's request reaches the upstream, besides `Authorization` and everything that begins with `mcp-`. */
const requestHeaders = new Set([
  "accept",
  "accept-language",
  "baggage",
  "content-type",
  "last-event-id",
  "traceparent",
  "tracestate",
  "user-agent",
]);

/** Headers that belong to one connection (RFC 9110, 7.6.1), and those that speak for the upstream's own origin. */
const keptFromClients = new Set([
  "alt-svc",
  "connection",
  "keep-alive",
  "location",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "set-cookie",
  "strict-transport-security",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers of a request on its way to the upstream. Only known ones pass, so that none of the many headers by which
 * servers choose hosts, addresses or paths does. `ownUrl` becomes `X-SL-Host-Url`, whatever the client sent there.
 */
export function headersToUpstream(request: IncomingMessage, ownUrl: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { "x-sl-host-url": ownUrl };
  const named = namedByConnection(request.headers.connection);
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    const known = requestHeaders.has(name) || name.startsWith("mcp-");
    if (known && values !== undefined && !named.has(name)) headers[name] = values;
  }
  const { authorization } = request.headers;
  if (authorization !== undefined) headers["authorization"] = authorization;
  if (request.method === "POST" && request.headers["content-length"] !== undefined) {
    headers["content-length"] = request.headers["content-length"];
  }
  return headers;
}

/** The headers of the upstream's answer that the client gets. */
export function headersToClient(answer: IncomingMessage): OutgoingHttpHeaders {
  const named = namedByConnection(answer.headers.connection);
  const headers: OutgoingHttpHeaders = {};
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    const own = keptFromClients.has(name) || name.startsWith("access-control-");
    if (values !== undefined && !own && !named.has(name)) headers[name] = values;
  }
  return headers;
}

/** A `Connection` header may name further headers that end with the connection. */
function namedByConnection(connection: string | undefined): ReadonlySet<string> {
  return new Set((connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
}
