import type { Asker } from "../../knowledge/query/asker.ts";
import type { KnowledgeBase } from "../../knowledge/knowledge-base.ts";
import type { Principal } from "../identity/principal.ts";
import type { AssetDefinition } from "./asset-definition.ts";

/** MCP Server assets: packages with drafts and versions, and what answers behind an endpoint. */
export interface Assets {
  /**
   * The asset as one principal may use it: the published version with `USE`, the draft with `EDIT`. Refuses with
   * `not-found` alike when there is none and when the principal may not.
   */
  open(principal: Principal, assetId: string, which: "draft" | "published"): Promise<OpenAsset>;
}

export interface OpenAsset {
  readonly definition: AssetDefinition;
  readonly packageKey: string;
  readonly orgId: string;
  /** `1.2.0`, or `draft`. */
  readonly version: string;
  readonly knowledge: KnowledgeBase;
  readonly asker: Asker;
  /** Runs an action flow as whoever published the asset; refuses when it fails or takes too long. */
  runActionFlow(
    tool: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ActionFlowResult>;
}

export interface ActionFlowResult {
  readonly ruuid: string;
  readonly state: string;
  readonly documents: readonly unknown[];
}
