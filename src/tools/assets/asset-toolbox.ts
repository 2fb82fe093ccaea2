import type { Clock } from "../../base/clock.ts";
import type { Limits } from "../../base/limits.ts";
import type { Logger } from "../../base/logger.ts";
import type { OpenAsset } from "../../control/assets/assets.ts";
import type { AssetToolOutcome } from "./asset-tool-result.ts";
import type { DescribedAssetTool, ListedAssetTool } from "./listed-asset-tool.ts";

/** The tools of MCP Server assets: which ones an asset has depends on what its author enabled. */
export interface AssetToolbox {
  /** What `tools/list` shows, in the author's order. */
  list(asset: OpenAsset): readonly ListedAssetTool[];
  /** The same tools with what an OpenAPI document needs. */
  describe(asset: OpenAsset): readonly DescribedAssetTool[];
  /**
   * Calls a tool by its name (`load_data`) or its id (`load-data`). Whatever happens the answer is an outcome: a name
   * that is none, arguments that do not fit and a fault of the server are refused ones. Never rejects.
   */
  call(
    asset: OpenAsset,
    name: string,
    given: unknown,
    context: AssetCallContext,
  ): Promise<AssetToolOutcome>;
}

export interface AssetCallContext {
  readonly signal: AbortSignal;
  readonly requestId: string;
}

export interface AssetToolboxParts {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes down every call when it has ended. */
  readonly record?: (call: RecordedAssetCall) => void;
}

export interface RecordedAssetCall {
  readonly asset: OpenAsset;
  readonly tool: string;
  /** `ok`, or the code of the refusal, or `bug`. */
  readonly outcome: string;
  readonly durationMs: number;
  readonly requestId: string;
}
