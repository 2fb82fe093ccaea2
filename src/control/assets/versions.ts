import type { PackagesTable } from "../../store/packages-table.ts";
import type { Store } from "../../store/schema.ts";
import type { PackageVersion } from "./packages.ts";

/** The versions of a package, newest first. */
export async function versionsOf(
  store: Store,
  row: PackagesTable,
): Promise<readonly PackageVersion[]> {
  const rows = await store
    .selectFrom("package_versions")
    .selectAll()
    .where("package_id", "=", row.id)
    .orderBy("position", "desc")
    .execute();
  return rows.map((one) => ({
    version: one.version,
    summary: one.summary,
    publishedBy: one.published_by,
    publishedMs: one.published_ms,
    deployed: one.version === row.deployed_version,
    pending: one.version === row.pending_version,
  }));
}
