import type { DataLoadsTable } from "../../../store/data-loads-table.ts";
import type { Core } from "../../core.ts";
import type { PackageContents } from "../package-contents.ts";
import { draftVersion, packageById } from "../package-rows.ts";
import { loadContent, loadedModels } from "./load-content.ts";
import { loadsOf } from "./load-rows.ts";

/**
 * Loads that nothing asks any more: those that a newer one of the same content replaced, and those of contents that
 * neither the draft nor a version in use has. The newest failure of a content is kept, since it says what is wrong.
 */
export async function unusedLoads(
  core: Core,
  contents: PackageContents,
  packageId: string,
): Promise<readonly DataLoadsTable[]> {
  const wanted = new Set<string>();
  for (const version of await versionsInUse(core, packageId)) {
    const content = await contents.of(packageId, version);
    for (const dataModel of loadedModels(content)) wanted.add(loadContent(content, dataModel));
  }
  const seen = new Set<string>();
  return (await loadsOf(core.store, packageId)).filter(({ state, content }) => {
    if (state === "queued" || state === "loading") return false;
    const first = !seen.has(`${state} ${content}`);
    const outdated = state === "failed" && seen.has(`ready ${content}`);
    seen.add(`${state} ${content}`);
    return !wanted.has(content) || !first || outdated;
  });
}

async function versionsInUse(
  { store, limits }: Core,
  packageId: string,
): Promise<ReadonlySet<string>> {
  const row = await packageById(store, packageId);
  const newest = await store
    .selectFrom("package_versions")
    .select("version")
    .where("package_id", "=", packageId)
    .orderBy("position", "desc")
    .limit(limits.dataLoadVersionsMax)
    .execute();
  const named = [row?.deployed_version, row?.pending_version, ...newest.map((one) => one.version)];
  return new Set([draftVersion, ...named.filter((version) => typeof version === "string")]);
}
