import { Refusal } from "../../base/errors.ts";
import { mcpPath } from "../../edge/mcp-path.ts";

/** What a client has to know to reach the MCP server. */
export interface Connection {
  /** Whole URL of one of the MCP paths. */
  readonly endpoint: string;
  readonly token: string;
}

/** The URL of an MCP path from what a person types: the address of the server alone, or a whole URL. */
export function endpointOf(text: string): string {
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new Refusal(
      "invalid-argument",
      `Cannot use the URL "${text}"`,
      "Expected the address of the server, with or without the path of MCP.",
      `Write http://127.0.0.1:8080 or http://127.0.0.1:8080${mcpPath}/platform, for example.`,
    );
  }
  return url.pathname === "/" ? `${url.origin}${mcpPath}` : url.href;
}
