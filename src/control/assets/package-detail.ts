import type { AssetsCore } from "./assets-core.ts";
import type { FoundPackage } from "./find-package.ts";
import { draftVersion } from "./package-rows.ts";
import type { Package, PackageAsset, PackageDetail } from "./packages.ts";

export function toPackage({ org, row, permission }: FoundPackage): Package {
  return {
    id: row.id,
    org: org.name,
    key: row.key,
    name: row.name,
    permission,
    ...(row.deployed_version === null ? {} : { deployedVersion: row.deployed_version }),
    ...(row.pending_version === null ? {} : { pendingVersion: row.pending_version }),
    createdBy: row.created_by,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
  };
}

/** With its assets; whoever may not edit it sees those that are published. */
export async function packageDetail(
  { content }: AssetsCore,
  found: FoundPackage,
): Promise<PackageDetail> {
  const { row, permission } = found;
  const assets = new Map<string, PackageAsset>();
  const add = async (version: string, place: "draft" | "published"): Promise<void> => {
    for (const { definition } of (await content.of(row.id, version)).assets) {
      const { id, key, name, description, knowledgeModel, rateLimitPerMinute } = definition;
      const before = assets.get(id);
      if (before !== undefined) {
        assets.set(id, { ...before, in: [...before.in, place] });
        continue;
      }
      const tools = definition.tools.map((tool) => tool.name);
      const said = { id, key, name, description, knowledgeModel, rateLimitPerMinute, tools };
      assets.set(id, { ...said, in: [place] });
    }
  };
  if (row.deployed_version !== null) await add(row.deployed_version, "published");
  if (permission === "EDIT") await add(draftVersion, "draft");
  return { ...toPackage(found), assets: [...assets.values()] };
}
