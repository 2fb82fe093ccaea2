import type { McpCaller } from "./mcp-caller.ts";
import type { SessionToolset } from "./sessions.ts";

/** A request to one of the MCP paths, of a caller already known. */
export interface McpRequest {
  readonly toolset: SessionToolset;
  readonly caller: McpCaller;
  /** A header that was sent exactly once; names in lower case. */
  header(name: string): string | undefined;
  /** Whether the credential it came with is still good. */
  isStillUsable(): Promise<boolean>;
}
