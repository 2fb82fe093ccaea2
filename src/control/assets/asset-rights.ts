import type { Store } from "../../store/schema.ts";
import type { Caller } from "../caller.ts";
import type { Principal } from "../identity/principal.ts";
import type { AssetPermission } from "./packages.ts";

/** What somebody may do with the packages of an org. */
export interface Rights {
  /** On the whole package, or on one asset of it when that is named. */
  of(target: RightsTarget): AssetPermission | undefined;
}

export interface RightsTarget {
  readonly packageId: string;
  readonly assetId?: string;
  /** What the package's own settings say of those with a role in the org. */
  readonly orgMembersMayUse: boolean;
}

/**
 * Administrators of the org may edit everything. Others may what they, a group of theirs or their role were granted on
 * the package or the asset. What is granted to groups and roles counts for those who belong to the org alone.
 */
export async function rightsIn(store: Store, principal: Principal, orgId: string): Promise<Rights> {
  const role = principal.kind === "user" ? await roleOf(store, principal.id, orgId) : undefined;
  if (principal.kind === "user" && (principal.admin || role === "admin")) {
    return { of: () => "EDIT" };
  }
  if (principal.kind !== "user" && principal.orgId !== orgId) return { of: () => undefined };
  const belongs = principal.kind !== "user" || role !== undefined;
  const rows = await store
    .selectFrom("asset_grants")
    .select(["package_id", "asset_id", "subject_kind", "subject", "permission"])
    .where("org_id", "=", orgId)
    .execute();
  const own = rows.filter(({ subject_kind: kind, subject }) => {
    if (kind === "group") return belongs && principal.groups.includes(subject);
    if (kind === "role") return subject === role;
    return kind === principal.kind && subject === principal.id;
  });
  return {
    of({ packageId, assetId, orgMembersMayUse }) {
      const granted = own.filter(
        (row) => row.package_id === packageId && (row.asset_id === "" || row.asset_id === assetId),
      );
      if (granted.some(({ permission }) => permission === "EDIT")) return "EDIT";
      return granted.length > 0 || (orgMembersMayUse && role !== undefined) ? "USE" : undefined;
    },
  };
}

async function roleOf(store: Store, userId: string, orgId: string): Promise<string | undefined> {
  const row = await store
    .selectFrom("roles")
    .select("role")
    .where("org_id", "=", orgId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.role;
}

/** A caller of the platform as assets see it. */
export async function principalOf(store: Store, caller: Caller): Promise<Principal> {
  const groups = await store
    .selectFrom("user_groups")
    .select("name")
    .where("user_id", "=", caller.userId)
    .orderBy("name")
    .execute();
  return {
    kind: "user",
    id: caller.userId,
    name: caller.name,
    admin: caller.admin,
    groups: groups.map(({ name }) => name),
  };
}
