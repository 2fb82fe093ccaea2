import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "../base/errors.ts";
import type { SessionToolset } from "../mcp/sessions.ts";
import { answerRefusal } from "./answer.ts";
import type { EdgeGuards } from "./edge-guards.ts";
import type { EdgeParts } from "./edge-parts.ts";
import type { Forwarder } from "./forwarder.ts";
import { refusedByHead } from "./mcp-checks.ts";
import { pathOf } from "./mcp-path.ts";

/** Answers a request to one of the MCP paths from the upstream, after the checks that cost nothing. */
export async function answerFromUpstream(
  forwarder: Forwarder | undefined,
  { limits }: EdgeParts,
  guards: EdgeGuards,
  ownUrl: string,
  toolset: SessionToolset,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (refusedByHead(request, response, limits)) return;
  if (forwarder === undefined) return answerRefusal(response, notConfigured());
  if (request.method === "GET") guards.streams.add(response);
  await forwarder.forward(pathOf(toolset), ownUrl, request, response);
}

function notConfigured(): Refusal {
  return new Refusal(
    "unavailable",
    "Platform MCP server is not configured",
    "This server passes MCP requests on to a Platform MCP Server, and none is named.",
    "Set `platform_mcp.host` in the config file, or leave `platform_mcp` out to answer from this process.",
  );
}
