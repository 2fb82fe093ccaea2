import type { Asker } from "../../knowledge/query/asker.ts";
import type { KnowledgeBase } from "../../knowledge/knowledge-base.ts";
import type { Principal } from "../identity/principal.ts";
import type { AssetDefinition } from "./asset-definition.ts";

/** MCP Server assets as their endpoints see them. How they come to be is told by `Packages`. */
export interface Assets {
  /**
   * The asset as one principal may use it: the published version with `USE`, the draft with `EDIT`. Refuses with
   * `not-found` alike when there is none and when the principal may not, and with `unavailable` while data that it
   * needs is still being loaded. Costs microseconds when it was opened before and nothing has changed.
   */
  open(principal: Principal, assetId: string, which: "draft" | "published"): Promise<OpenAsset>;
  /**
   * Counts one call of an asset against a sliding window of a minute; a call that is refused is not counted. Exact
   * over every process that shares the data directory.
   */
  takeCall(assetId: string, limitPerMinute: number): Promise<CallQuota>;
  /** Calls of every asset since the data directory was made, for metrics. */
  callCounts(): Promise<readonly AssetCallCounts[]>;
}

export interface CallQuota {
  readonly allowed: boolean;
  /** Calls that are still free in the window. */
  readonly remaining: number;
  /** Until the oldest call leaves the window, and one more is free; 0 when the window is empty. */
  readonly resetMs: number;
  /** Until a call is allowed again; 0 when this one was. */
  readonly retryAfterMs: number;
}

export interface AssetCallCounts {
  readonly assetId: string;
  readonly allowed: number;
  readonly refused: number;
  /** Allowed within the last minute. */
  readonly lastMinute: number;
}

export interface OpenAsset {
  readonly definition: AssetDefinition;
  readonly packageKey: string;
  readonly orgId: string;
  /** `1.2.0`, or `draft`. */
  readonly version: string;
  readonly knowledge: KnowledgeBase;
  readonly asker: Asker;
  readonly processModels: ProcessModels;
  /** Runs an action flow as whoever published the asset; refuses when it fails or takes too long. */
  runActionFlow(
    tool: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ActionFlowResult>;
}

/** The BPMN files of the package: `conformance/order-to-cash.bpmn` is called `order-to-cash`. */
export interface ProcessModels {
  readonly names: readonly string[];
  /** The text of one of them. */
  read(name: string): Promise<string>;
}

export interface ActionFlowResult {
  readonly ruuid: string;
  readonly state: string;
  readonly documents: readonly unknown[];
}
