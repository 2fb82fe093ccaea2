import type { AssetsCore } from "./assets-core.ts";
import { packageById } from "./package-rows.ts";

/** Lets the version that waits for its data answer, when all of it is there; one step for whoever reads the rows. */
export async function deployWhenLoaded(core: AssetsCore, packageId: string): Promise<void> {
  const row = await packageById(core.store, packageId);
  const version = row?.pending_version ?? undefined;
  if (row === undefined || version === undefined) return;
  const content = await core.content.of(packageId, version);
  if ((await core.loads.missing(packageId, content)).length > 0) return;
  const settings = await core.store
    .selectFrom("package_versions")
    .select("members_may_use")
    .where("package_id", "=", packageId)
    .where("version", "=", version)
    .executeTakeFirst();
  if (settings === undefined) return;
  await core.store
    .updateTable("packages")
    .set({ deployed_version: version, pending_version: null, ...settings })
    .where("id", "=", packageId)
    .where("pending_version", "=", version)
    .execute();
  core.changed();
  await core.loads.removeUnused(packageId);
}

/** Goes on with what a killed process had decided and not done: versions that wait for their data, or only for the switch. */
export async function deployPending(core: AssetsCore): Promise<void> {
  const rows = await core.store
    .selectFrom("packages")
    .selectAll()
    .where("pending_version", "is not", null)
    .execute();
  for (const row of rows) {
    if (row.pending_version === null) continue;
    const content = await core.content.of(row.id, row.pending_version);
    await core.loads.request(row, content, row.pending_version, "publish");
    await deployWhenLoaded(core, row.id);
  }
}
