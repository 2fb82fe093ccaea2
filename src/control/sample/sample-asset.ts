import { readdir, stat } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join, relative, sep } from "node:path";
import { throwIfAborted } from "../../base/abort.ts";
import type { NewPackageFile, Packages } from "../assets/packages.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";

/** The package of the sample asset, in the org of the published examples. */
const where = { org: "myOrg", key: "order-to-cash" } as const;

const stateSetting = "sample-asset";

/** Puts the files of the sample into a draft. What is left to do, `publishSampleAsset` does, however often it is tried. */
export async function addSampleAsset(
  core: Core,
  packages: Packages,
  admin: Caller,
  folder: string,
): Promise<void> {
  const kind = await stat(folder).catch(() => undefined);
  if (kind?.isDirectory() !== true) return;
  await packages.importDraft(admin, where, filesBelow(folder), new AbortController().signal);
  await core.store
    .insertInto("settings")
    .values({ name: stateSetting, value: "imported" })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: "imported" }))
    .execute();
}

/** Loads and publishes the sample, when it was put there and is not published yet. */
export async function publishSampleAsset(
  core: Core,
  packages: Packages,
  operator: () => Promise<Caller>,
  signal: AbortSignal,
): Promise<void> {
  const state = await core.store
    .selectFrom("settings")
    .select("value")
    .where("name", "=", stateSetting)
    .executeTakeFirst();
  if (state?.value !== "imported") return;
  const admin = await operator();
  const order = { summary: "The sample." };
  let outcome = await packages.publish(admin, where, order);
  if (outcome.kind === "loading") {
    await packages.loaded(admin, where, signal);
    throwIfAborted(signal);
    outcome = await packages.publish(admin, where, order);
  }
  if (outcome.kind !== "published") return;
  await core.store
    .updateTable("settings")
    .set({ value: "published" })
    .where("name", "=", stateSetting)
    .execute();
}

async function* filesBelow(folder: string): AsyncGenerator<NewPackageFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    yield {
      path: relative(folder, file).split(sep).join("/"),
      content: createReadStream(file),
    };
  }
}
