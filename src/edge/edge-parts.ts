import type { Limits } from "../base/limits.ts";
import type { Logger } from "../base/logger.ts";
import type { Control } from "../control/control.ts";
import type { AssetEdge } from "./assets/asset-edge.ts";
import type { EdgeSettings } from "./edge-settings.ts";
import type { PlatformMcp } from "./platform-mcp.ts";

/** What the HTTP side is built from. */
export interface EdgeParts {
  readonly control: Control;
  readonly platformMcp: PlatformMcp;
  /** MCP Server assets, unless they are off. */
  readonly assets?: AssetEdge;
  readonly settings: EdgeSettings;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly version: string;
}
