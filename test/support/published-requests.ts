import { type RawAnswer, rawRequest } from "./raw-request.ts";
import type { ServedEdge } from "./serve-edge.ts";

/** The bodies of the first three steps exactly as the published request pages print them, on every path the same. */
export const publishedSteps = {
  initialize: `{
  "jsonrpc": "2.0",
  "id": 1,
  "method": "initialize",
  "params": {
    "protocolVersion": "2025-03-26",
    "capabilities": {},
    "clientInfo": { "name": "my-client", "version": "1.0" }
  }
}`,
  initialized: `{
  "jsonrpc": "2.0",
  "method": "notifications/initialized"
}`,
  list: `{
  "jsonrpc": "2.0",
  "id": 2,
  "method": "tools/list",
  "params": {}
}`,
} as const;

/** Posts a body with the headers that the pages name, and no others. */
export function postPublished(
  served: ServedEdge,
  path: string,
  body: string,
  session?: string,
): Promise<RawAnswer> {
  return rawRequest(served.url, {
    method: "POST",
    path,
    headers: {
      Authorization: `SLToken ${served.token}`,
      "Content-Type": "application/json",
      ...(session === undefined ? {} : { "Mcp-Session-Id": session }),
    },
    body,
  });
}
