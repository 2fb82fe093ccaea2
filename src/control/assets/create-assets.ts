import { Refusal } from "../../base/errors.ts";
import type { Principal } from "../identity/principal.ts";
import { RecentMap } from "../sessions/recent-map.ts";
import type { AssetsRuntime } from "./assets-runtime.ts";
import type { Assets, OpenAsset } from "./assets.ts";
import { openAsset } from "./open-asset.ts";

const windowMs = 60_000;

/** Assets as principals opened them are remembered, so many. */
const rememberedMax = 10_000;

interface Remembered {
  readonly asset: OpenAsset;
  readonly generation: number;
  /** Keeps its data from being closed. */
  readonly touch: () => void;
}

export function createAssets(runtime: AssetsRuntime): Assets {
  const remembered = new RecentMap<string, Remembered>(rememberedMax);
  const { windows, clock, rows } = runtime;
  return {
    async open(principal, assetId, which) {
      const generation = rows.current();
      const key = `${which} ${assetId} ${nameOf(principal)}`;
      const known = remembered.get(key);
      if (known?.generation === generation) {
        known.touch();
        return known.asset;
      }
      const opened = await openAsset(runtime, principal, assetId, which);
      remembered.set(key, { ...opened, generation });
      return opened.asset;
    },
    async takeCall(assetId, limitPerMinute) {
      if (!Number.isSafeInteger(limitPerMinute) || limitPerMinute < 1) {
        throw new Refusal(
          "invalid-argument",
          "The rate limit is out of range.",
          `Expected a whole number of calls a minute, 1 or more; found ${limitPerMinute}.`,
          "Set `rateLimitPerMinute` in the asset.",
        );
      }
      return await windows.take(assetId, limitPerMinute, windowMs, clock);
    },
    async callCounts() {
      const counts = await windows.counts(windowMs, clock.now());
      return counts.map(({ key, allowed, refused, inWindow }) => ({
        assetId: key,
        allowed,
        refused,
        lastMinute: inWindow,
      }));
    },
  };
}

/** Everything that decides what a principal may do and is told. */
function nameOf(principal: Principal): string {
  const { kind, id, name, groups } = principal;
  const place = principal.kind === "user" ? principal.admin : principal.orgId;
  return JSON.stringify([kind, id, name, place, groups]);
}
