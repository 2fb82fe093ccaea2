import type { Socket } from "node:net";
import type { Limits } from "../../base/limits.ts";
import type { Assets, OpenAsset } from "../../control/assets/assets.ts";
import type { Admission, AssetServer } from "../../mcp/asset/asset-server.ts";
import { type Result, resultOf } from "../../mcp/result.ts";
import type { AssetToolbox } from "../../tools/assets/asset-toolbox.ts";
import { assetInstructions } from "./asset-instructions.ts";
import { takeCall } from "./asset-quota.ts";
import { assetResult, errorResult } from "./asset-result.ts";
import { patiently } from "./patiently.ts";
import { PerAsset } from "./per-asset.ts";

export interface AssetServerParts {
  readonly assets: Pick<Assets, "takeCall">;
  readonly toolbox: AssetToolbox;
  readonly limits: Limits;
  readonly newRequestId: () => string;
}

/** Opened assets as the protocol sees them. */
export class AssetServers {
  readonly #parts: AssetServerParts;
  readonly #lists: PerAsset<Result>;

  constructor(parts: AssetServerParts) {
    this.#parts = parts;
    this.#lists = new PerAsset((asset) => resultOf({ tools: parts.toolbox.list(asset) }));
  }

  /** The asset for a request that came by `socket`. */
  of(asset: OpenAsset, socket: Socket): AssetServer {
    const { assets, toolbox, limits, newRequestId } = this.#parts;
    const { definition, version } = asset;
    return {
      serverInfo: { name: definition.key, title: definition.name, version },
      instructions: () => assetInstructions(asset),
      async admit(): Promise<Admission> {
        const { headers, refused } = await takeCall(assets, definition);
        if (refused === undefined) return { headers, refusal: undefined };
        return { headers, refusal: errorResult(`${refused.sentence} ${refused.advice}`) };
      },
      listTools: () => this.#lists.of(asset),
      async callTool(name, given, signal) {
        const context = { signal, requestId: newRequestId() };
        const { result } = await patiently(socket, limits, () =>
          toolbox.call(asset, name, given, context),
        );
        return assetResult(result, limits.callAnswerBytesMax);
      },
    };
  }
}
