import { Refusal } from "../../../src/base/errors.ts";
import type { AssetDefinition } from "../../../src/control/assets/asset-definition.ts";
import type { Assets, OpenAsset } from "../../../src/control/assets/assets.ts";
import { memoryKnowledge } from "./memory-knowledge.ts";

export interface MemoryAsset {
  readonly definition: AssetDefinition;
  readonly orgId: string;
  readonly version: string;
}

export function memoryAssets(
  all: readonly MemoryAsset[],
  permissions: ReadonlyMap<string, "USE" | "EDIT">,
): Assets {
  const knowledge = memoryKnowledge();
  const windows = new Map<string, number[]>();
  return {
    async open(principal, assetId, which): Promise<OpenAsset> {
      const found = all.find(
        ({ definition, version }) =>
          definition.id === assetId && (version === "draft") === (which === "draft"),
      );
      const permission = permissions.get(principal.id);
      const may = permission === "EDIT" || (permission === "USE" && which === "published");
      if (found === undefined || found.orgId === "other" || !may) {
        throw new Refusal("not-found", "Unknown asset", "There is none.", "Ask for another.");
      }
      return {
        ...found,
        packageKey: "orders",
        knowledge,
        asker: { name: principal.name, groups: [], attributes: {} },
        runActionFlow: () => Promise.reject(new Error("no flows here")),
      };
    },
    async takeCall(assetId, limit) {
      const now = Date.now();
      const taken = (windows.get(assetId) ?? []).filter((at) => at > now - 60_000);
      const allowed = taken.length < limit;
      if (allowed) taken.push(now);
      windows.set(assetId, taken);
      const resetMs = taken.length === 0 ? 0 : (taken[0] ?? now) + 60_000 - now;
      return {
        allowed,
        remaining: limit - taken.length,
        resetMs,
        retryAfterMs: allowed ? 0 : resetMs,
      };
    },
    callCounts: async () => [],
  };
}
