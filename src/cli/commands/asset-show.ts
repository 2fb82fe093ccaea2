import type { AssetCallCounts } from "../../control/assets/assets.ts";
import type { DataLoad, PackageDetail } from "../../control/assets/packages.ts";
import { assetsPath } from "../../edge/oauth/oauth-paths.ts";
import { assetOptions, openAssetClient } from "../assets/open-asset-client.ts";
import { packageArgument, packagePath } from "../assets/package-argument.ts";
import { columns } from "../columns.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "asset show",
  summary: "Show a package: its assets, their endpoints and tools, its data, its calls.",
  arguments: [packageArgument],
  options: assetOptions,
  run: async (context, input) => {
    await using opened = await openAssetClient(context, input);
    const { client, url } = opened;
    const path = packagePath(input);
    const detail = await client.get<PackageDetail>(path);
    const { loads } = await client.get<{ readonly loads: readonly DataLoad[] }>(`${path}/loads`);
    const { calls } = await client.get<{ readonly calls: readonly AssetCallCounts[] }>(
      `${path}/calls`,
    );
    const waiting =
      detail.pendingVersion === undefined ? "" : `, ${detail.pendingVersion} waits for its data`;
    context.write(
      `${detail.key}  ${detail.name}\npublished: ${detail.deployedVersion ?? "nothing"}${waiting}\n`,
    );
    for (const asset of detail.assets) {
      const counted = calls.find(({ assetId }) => assetId === asset.id);
      context.write(
        `\n${asset.key}  ${asset.name}  (${asset.in.join(", ")})\n  endpoint  ${url}${assetsPath}/${asset.id}\n  tools     ${asset.tools.join(", ")}\n  calls     ${counted?.lastMinute ?? 0} of ${asset.rateLimitPerMinute} in the last minute, ${counted?.refused ?? 0} refused ever\n`,
      );
    }
    context.write(
      `\n${columns([["DATA MODEL", "STATE", "ROWS", "LOADED"], ...loads.map(loadCells)])}`,
    );
    return 0;
  },
});

function loadCells({
  dataModel,
  state,
  progress,
  rowCounts,
  current,
  endedMs,
}: DataLoad): string[] {
  const rows = Object.values(rowCounts).reduce((sum, count) => sum + count, 0);
  return [
    dataModel,
    `${state}${current ? " (answers)" : ""}${progress === "" ? "" : `: ${progress}`}`,
    String(rows),
    endedMs === undefined ? "-" : new Date(endedMs).toISOString(),
  ];
}
