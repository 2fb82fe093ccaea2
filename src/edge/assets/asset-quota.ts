import type { Assets, CallQuota } from "../../control/assets/assets.ts";
import type { AssetDefinition } from "../../control/assets/asset-definition.ts";

/** What counting one call came to. */
export interface TakenCall {
  readonly headers: Readonly<Record<string, string>>;
  /** When there were too many: the sentence that says so, and when to call again. */
  readonly refused: { readonly sentence: string; readonly advice: string } | undefined;
}

/** Counts one call of an asset against what it allows in a minute. */
export async function takeCall(
  assets: Pick<Assets, "takeCall">,
  { id, rateLimitPerMinute }: AssetDefinition,
): Promise<TakenCall> {
  const quota = await assets.takeCall(id, rateLimitPerMinute);
  const headers = quotaHeaders(rateLimitPerMinute, quota);
  if (quota.allowed) return { headers, refused: undefined };
  const seconds = Math.max(1, wholeSeconds(quota.retryAfterMs));
  return {
    headers: { ...headers, "retry-after": String(seconds) },
    refused: {
      sentence: `Rate limit exceeded: ${rateLimitPerMinute} calls per minute for this asset.`,
      advice: `Please retry after ${seconds} second${seconds === 1 ? "" : "s"}.`,
    },
  };
}

/** Seconds, rounded up so that whoever waits as long is not too early. */
function quotaHeaders(
  limit: number,
  { remaining, resetMs }: CallQuota,
): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, remaining)),
    "x-ratelimit-reset": String(wholeSeconds(resetMs)),
  };
}

function wholeSeconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
