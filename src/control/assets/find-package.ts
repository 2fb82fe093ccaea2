import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { PackagesTable } from "../../store/packages-table.ts";
import { findOrg } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Org } from "../orgs/orgs.ts";
import { listed, sentences } from "../words.ts";
import { principalOf, rightsIn } from "./asset-rights.ts";
import type { AssetsCore } from "./assets-core.ts";
import type { AssetPermission, PackageWhere } from "./packages.ts";

export interface FoundPackage {
  readonly org: Org;
  readonly row: PackagesTable;
  readonly permission: AssetPermission;
}

/** The packages of an org that the caller may use or edit, by key. */
export async function visiblePackages(
  core: Pick<AssetsCore, "store">,
  caller: Caller,
  orgName: string | undefined,
): Promise<readonly FoundPackage[]> {
  const org = await findOrg(core.store, caller, orgName);
  const rows = await core.store
    .selectFrom("packages")
    .selectAll()
    .where("org_id", "=", org.id)
    .orderBy("key")
    .execute();
  const rights = await rightsIn(core.store, await principalOf(core.store, caller), org.id);
  const assets = await core.store
    .selectFrom("package_assets")
    .select(["package_id", "asset_id"])
    .where("org_id", "=", org.id)
    .execute();
  const assetsOf = Map.groupBy(assets, (asset) => asset.package_id);
  const found: FoundPackage[] = [];
  for (const row of rows) {
    const target = { packageId: row.id, orgMembersMayUse: row.members_may_use === 1 };
    const one = (assetsOf.get(row.id) ?? []).some(
      ({ asset_id: assetId }) => rights.of({ ...target, assetId }) !== undefined,
    );
    const permission = rights.of(target) ?? (one ? "USE" : undefined);
    if (permission !== undefined) found.push({ org, row, permission });
  }
  return found;
}

/** The package meant. One that the caller may neither use nor edit is answered as one that does not exist. */
export async function findPackage(
  core: AssetsCore,
  caller: Caller,
  where: PackageWhere,
  needed: AssetPermission,
): Promise<FoundPackage> {
  const visible = await visiblePackages(core, caller, where.org);
  const found = visible.find(({ row }) => row.key === where.key);
  if (found === undefined) {
    const keys = visible.map(({ row }) => row.key);
    throw new Refusal(
      "not-found",
      `The package ${JSON.stringify(where.key.slice(0, 200))} does not exist, or you may not read it.`,
      `Expected the key of one of your packages: ${listed(keys)}.`,
      sentences(didYouMean(where.key, keys), "Keys are case-sensitive."),
    );
  }
  if (needed === "USE" || found.permission === "EDIT") return found;
  throw new Refusal(
    "not-permitted",
    `You may use the package "${where.key}", not edit it.`,
    "Expected the permission EDIT; yours is USE.",
    `Ask an administrator of "${found.org.name}", or whoever may edit the package, for it.`,
  );
}
