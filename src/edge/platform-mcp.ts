import type { McpEndpoint } from "../mcp/mcp-endpoint.ts";

/** Who answers the MCP paths: this process, or a remote Platform MCP Server that it stands in front of. */
export type PlatformMcp =
  | { readonly kind: "embedded"; readonly endpoint: McpEndpoint }
  | ({ readonly kind: "proxy" } & Upstream);

export interface Upstream {
  /** Origin of the Platform MCP Server, such as `https://mcp.example`; nothing while it is not configured. */
  readonly host: string | undefined;
  /** An upstream that says nothing for this long has not answered. */
  readonly timeoutMs: number;
}

export const defaultProxyTimeoutMs = 900_000;

/** The origin in a text that names an upstream and nothing else: scheme, host and port. */
export function upstreamOrigin(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return undefined;
  const plain = url.username === "" && url.password === "" && !/[?#]/.test(text);
  return plain && url.pathname === "/" ? url.origin : undefined;
}
