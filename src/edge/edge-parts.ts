import type { Limits } from "../base/limits.ts";
import type { Logger } from "../base/logger.ts";
import type { Control } from "../control/control.ts";
import type { McpEndpoint } from "../mcp/mcp-endpoint.ts";
import type { EdgeSettings } from "./edge-settings.ts";

/** What the HTTP side is built from. */
export interface EdgeParts {
  readonly control: Control;
  readonly mcp: McpEndpoint;
  readonly settings: EdgeSettings;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly version: string;
}
