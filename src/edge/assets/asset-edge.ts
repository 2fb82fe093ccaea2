import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";
import type { Logger } from "../../base/logger.ts";
import type { Assets } from "../../control/assets/assets.ts";
import { AssetEndpoint, type AssetEndpointParts } from "../../mcp/asset/asset-endpoint.ts";
import type { AssetToolbox } from "../../tools/assets/asset-toolbox.ts";
import { AssetServers } from "./asset-servers.ts";
import { OpenApiDocuments } from "./openapi/open-api-documents.ts";

/** What the endpoints of assets are made of. */
export interface AssetEdge {
  readonly assets: Pick<Assets, "open" | "takeCall">;
  readonly toolbox: AssetToolbox;
  readonly endpoint: AssetEndpoint;
  readonly servers: AssetServers;
  readonly documents: OpenApiDocuments;
  readonly newRequestId: () => string;
}

export type AssetTimes = Pick<
  AssetEndpointParts,
  "keepAliveIntervalMs" | "pingIntervalMs" | "streamLifeMs"
>;

export interface AssetEdgeParts extends Pick<AssetEdge, "assets" | "toolbox" | "newRequestId"> {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly times: AssetTimes;
}

export function createAssetEdge(parts: AssetEdgeParts): AssetEdge {
  const { assets, toolbox, newRequestId, limits, clock, logger, times } = parts;
  return {
    assets,
    toolbox,
    newRequestId,
    endpoint: new AssetEndpoint({ clock, logger, newRequestId, ...times }),
    servers: new AssetServers({ assets, toolbox, limits, newRequestId }),
    documents: new OpenApiDocuments(toolbox),
  };
}
