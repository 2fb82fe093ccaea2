import type { IncomingMessage } from "node:http";
import { Refusal } from "../base/errors.ts";
import { isAllowedHost, isAllowedOrigin } from "./allowed-host.ts";
import type { ConnectionMemory } from "./connection-memory.ts";
import type { EdgeSettings } from "./edge-settings.ts";

/** Why a request may not come from where it says it comes; nothing when it may. */
export function refusedSource(
  request: IncomingMessage,
  settings: EdgeSettings,
  connections: ConnectionMemory,
): Refusal | undefined {
  const { host, origin } = request.headers;
  const { socket } = request;
  if (connections.knowsHost(socket, host)) {
    // It was looked at before.
  } else if (isAllowedHost(host, settings.hosts)) {
    connections.rememberHost(socket, host);
  } else {
    return new Refusal(
      "not-permitted",
      "Host not allowed",
      "The Host header names none of the names of this server; this guards against DNS rebinding.",
      "Address the server by one of its names, or have its operator add this one to `allowedHosts`.",
    );
  }
  if (origin === undefined || isOwnPage(origin, host)) return undefined;
  if (!isAllowedOrigin(origin, [...settings.originHosts, ...settings.corsOrigins])) {
    return new Refusal(
      "not-permitted",
      "Origin not allowed",
      "The request comes from a web page that is not on the allow list.",
      "Have the operator add the page's origin to `allowedOrigins`.",
    );
  }
  return undefined;
}

/** Whether the page was served from here: it has the name by which the request addresses the server. */
function isOwnPage(origin: string, host: string | undefined): boolean {
  const authority = /^https?:\/\/(.+)$/i.exec(origin)?.[1];
  return authority !== undefined && authority.toLowerCase() === host?.toLowerCase();
}
