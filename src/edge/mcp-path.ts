import type { SessionToolset } from "../mcp/sessions.ts";

export const mcpPath = "/api/1/rest/public/platform_mcp/mcp";

/** What a path below the MCP path means. Compared as it was sent: nothing is decoded and nothing is normalised. */
export type McpPath =
  | { readonly kind: "toolset"; readonly toolset: SessionToolset }
  /** One plain segment that names no toolset. */
  | { readonly kind: "unknown-toolset"; readonly segment: string }
  | { readonly kind: "none" };

export function readMcpPath(path: string): McpPath {
  if (path === mcpPath) return { kind: "toolset", toolset: "all" };
  if (path === `${mcpPath}/platform`) return { kind: "toolset", toolset: "platform" };
  if (path === `${mcpPath}/pygen`) return { kind: "toolset", toolset: "pygen" };
  if (!path.startsWith(`${mcpPath}/`)) return { kind: "none" };
  const segment = path.slice(mcpPath.length + 1);
  const plain = /^[A-Za-z0-9._~-]{1,100}$/.test(segment) && !/^\.+$/.test(segment);
  return plain ? { kind: "unknown-toolset", segment } : { kind: "none" };
}

/** The path of a toolset, as it stands in the first line of a request. */
export function pathOf(toolset: SessionToolset): string {
  return toolset === "all" ? mcpPath : `${mcpPath}/${toolset}`;
}
