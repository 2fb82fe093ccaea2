import type { Audit } from "../../control/audit/audit.ts";
import type { RecordedAssetCall } from "../../tools/assets/asset-toolbox.ts";

/** Takes every call of an asset's tool down in the audit of its org: who, which asset and tool, how it ended. */
export function recordAssetCall(audit: Audit): (call: RecordedAssetCall) => void {
  return ({ asset, tool, outcome, durationMs, requestId }) => {
    const { definition, asker, orgId } = asset;
    audit.record({
      by: asker.attributes["name"] ?? asker.name,
      action: `${tool} of asset ${definition.key}`,
      orgId,
      outcome,
      durationMs,
      requestId,
    });
  };
}
