import type { PackagesTable } from "../../../store/packages-table.ts";
import type { Core } from "../../core.ts";
import type { PackageContents } from "../package-contents.ts";
import { loadContent, loadedModels } from "./load-content.ts";
import { type LoadRequest, newestLoad } from "./load-rows.ts";

export interface DueLoad {
  readonly row: PackagesTable;
  readonly request: LoadRequest;
}

/** Data models of versions that answer whose `refreshMinutes` are over since they were last loaded, or tried. */
export async function dueLoads(
  { store, clock }: Core,
  contents: PackageContents,
): Promise<readonly DueLoad[]> {
  const rows = await store
    .selectFrom("packages")
    .selectAll()
    .where("deployed_version", "is not", null)
    .execute();
  const due: DueLoad[] = [];
  for (const row of rows) {
    const version = row.deployed_version;
    if (version === null) continue;
    const content = await contents.of(row.id, version);
    for (const dataModel of loadedModels(content)) {
      const { refreshMinutes, id } = dataModel.model;
      if (refreshMinutes === undefined) continue;
      const hash = loadContent(content, dataModel);
      const newest = await newestLoad(store, row.id, hash);
      const endedMs = newest?.ended_ms ?? null;
      if (endedMs === null || clock.now() - endedMs < refreshMinutes * 60_000) continue;
      due.push({ row, request: { dataModel: id, version, content: hash, reason: "interval" } });
    }
  }
  return due;
}
