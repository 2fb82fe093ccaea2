import { Refusal } from "../../base/errors.ts";
import type { PackagesTable } from "../../store/packages-table.ts";
import type { Store } from "../../store/schema.ts";
import type { Caller } from "../caller.ts";
import { releaseBlob } from "../files/release-blob.ts";
import type { AssetsCore } from "./assets-core.ts";
import { idIn } from "./give-id.ts";
import { draftVersion, fileAt, filesOf } from "./package-rows.ts";
import { readBlobText } from "./read-blob-text.ts";
import type { NewPackageFile, PackageFile } from "./packages.ts";
import { type ArrivedFile, receiveFile } from "./receive-file.ts";

/** Writes one file of the draft. */
export async function writeDraftFile(
  core: AssetsCore,
  caller: Caller,
  row: PackagesTable,
  file: NewPackageFile,
  signal: AbortSignal,
): Promise<PackageFile> {
  const arrived = await receiveFile(core, file, (path) => idBefore(core, row, path), signal);
  await takeIn(core, caller, row, [arrived], "keep");
  const written = await fileAt(core.store, row.id, draftVersion, file.path);
  if (written !== undefined) return written;
  throw new Refusal(
    "conflict",
    `The file ${JSON.stringify(file.path)} was removed while it was written.`,
    "Expected one writer at a time.",
    "Write it again.",
  );
}

/** Makes these files the whole draft, all at once. */
export async function replaceDraft(
  core: AssetsCore,
  caller: Caller,
  row: PackagesTable,
  files: AsyncIterable<NewPackageFile>,
  signal: AbortSignal,
): Promise<void> {
  const arrived = new Map<string, ArrivedFile>();
  try {
    for await (const file of files) {
      if (arrived.size >= core.limits.packageFilesMax) throw tooMany(core.limits.packageFilesMax);
      if (arrived.has(file.path)) throw twice(file.path);
      arrived.set(
        file.path,
        await receiveFile(core, file, (path) => idBefore(core, row, path), signal),
      );
    }
  } catch (failure) {
    for (const { blob } of arrived.values()) await blob.discard();
    throw failure;
  }
  await takeIn(core, caller, row, [...arrived.values()], "replace");
}

export async function removeDraftFile(
  core: AssetsCore,
  row: PackagesTable,
  path: string,
): Promise<boolean> {
  return await core.blobChanges.run(async () => {
    const file = await fileAt(core.store, row.id, draftVersion, path);
    if (file === undefined) return false;
    await core.store.transaction().execute(async (store) => {
      await store
        .deleteFrom("package_files")
        .where("package_id", "=", row.id)
        .where("version", "=", draftVersion)
        .where("path", "=", path)
        .execute();
      await touch(store, core.clock.now(), row.id);
    });
    core.changed();
    await releaseBlob(core, file.sha256);
    return true;
  });
}

async function takeIn(
  core: AssetsCore,
  caller: Caller,
  row: PackagesTable,
  arrived: readonly ArrivedFile[],
  others: "keep" | "replace",
): Promise<void> {
  await core.blobChanges.run(async () => {
    const before = await filesOf(core.store, row.id, draftVersion);
    try {
      for (const { blob } of arrived) await blob.commit();
      await core.store.transaction().execute(async (store) => {
        if (others === "replace") await clearDraft(store, row.id);
        for (const file of arrived) await writeRow(store, core, caller, row, file);
        await checkCount(store, core, row.id);
        for (const { assetId } of arrived) {
          if (assetId !== undefined) await claim(store, core, row, assetId);
        }
        await touch(store, core.clock.now(), row.id);
      });
      core.changed();
      await takeName(core, row);
    } finally {
      for (const { blob } of arrived) await blob.discard();
      const hashes = [...before, ...arrived.map(({ finished }) => finished)];
      for (const sha256 of new Set(hashes.map((file) => file.sha256))) {
        await releaseBlob(core, sha256);
      }
    }
  });
}

/** The name that `package.yaml` gives. */
async function takeName(core: AssetsCore, { id }: PackagesTable): Promise<void> {
  const { manifest } = await core.content.of(id, draftVersion);
  if (manifest.name === undefined) return;
  await core.store
    .updateTable("packages")
    .set({ name: manifest.name })
    .where("id", "=", id)
    .where("name", "!=", manifest.name)
    .execute();
}

async function clearDraft(store: Store, packageId: string): Promise<void> {
  await store
    .deleteFrom("package_files")
    .where("package_id", "=", packageId)
    .where("version", "=", draftVersion)
    .execute();
}

async function writeRow(
  store: Store,
  { clock }: AssetsCore,
  caller: Caller,
  { id, org_id }: PackagesTable,
  { path, finished }: ArrivedFile,
): Promise<void> {
  const written = {
    sha256: finished.sha256,
    size: finished.size,
    updated_by: caller.name,
    updated_ms: clock.now(),
  };
  await store
    .insertInto("package_files")
    .values({ org_id, package_id: id, version: draftVersion, path, ...written })
    .onConflict((conflict) =>
      conflict.columns(["package_id", "version", "path"]).doUpdateSet(written),
    )
    .execute();
}

async function checkCount(store: Store, { limits }: AssetsCore, packageId: string): Promise<void> {
  const { files } = await store
    .selectFrom("package_files")
    .select(({ fn }) => fn.countAll<number>().as("files"))
    .where("package_id", "=", packageId)
    .where("version", "=", draftVersion)
    .executeTakeFirstOrThrow();
  if (files > limits.packageFilesMax) throw tooMany(limits.packageFilesMax);
}

/** An id belongs to the package that had it first. */
async function claim(
  store: Store,
  { clock }: AssetsCore,
  { id, org_id }: PackagesTable,
  assetId: string,
): Promise<void> {
  await store
    .insertInto("package_assets")
    .values({ asset_id: assetId, org_id, package_id: id, created_ms: clock.now() })
    .onConflict((conflict) => conflict.column("asset_id").doNothing())
    .execute();
  const owner = await store
    .selectFrom("package_assets")
    .select("package_id")
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  if (owner?.package_id === id) return;
  throw new Refusal(
    "already-exists",
    `The asset id ${assetId} is taken.`,
    "Expected an id that no asset of another package has: it is the address of the endpoint.",
    "Remove the line `id:` from the asset; another id is then made and written into it.",
  );
}

async function touch(store: Store, nowMs: number, packageId: string): Promise<void> {
  await store
    .updateTable("packages")
    .set(({ eb }) => ({ draft_revision: eb("draft_revision", "+", 1), updated_ms: nowMs }))
    .where("id", "=", packageId)
    .execute();
}

/** The id of the asset that is at that path in the draft. */
async function idBefore(
  core: AssetsCore,
  row: PackagesTable,
  path: string,
): Promise<string | undefined> {
  const file = await fileAt(core.store, row.id, draftVersion, path);
  const text = file === undefined ? undefined : await readBlobText(core, file);
  return text === undefined ? undefined : idIn({ path, text }, core.limits);
}

function tooMany(filesMax: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The package has too many files.",
    `A package may have ${filesMax} files (limit \`packageFilesMax\`).`,
    "Put rows of one table into one file.",
  );
}

function twice(path: string): Refusal {
  return new Refusal(
    "invalid-content",
    `The file ${JSON.stringify(path)} comes twice.`,
    "Expected each path once.",
    "Remove one of the two.",
  );
}
