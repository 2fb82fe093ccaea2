import type { Core } from "../core.ts";

/** Removes a blob that neither a file nor a package refers to any more. Only inside `core.blobChanges`. */
export async function releaseBlob(core: Core, sha256: string): Promise<void> {
  if (!(await isReferenced(core, sha256))) await core.blobs.remove(sha256);
}

export async function isReferenced(
  { store }: Pick<Core, "store">,
  sha256: string,
): Promise<boolean> {
  const file = await store
    .selectFrom("files")
    .select("id")
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  if (file !== undefined) return true;
  const packaged = await store
    .selectFrom("package_files")
    .select("package_id")
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  return packaged !== undefined;
}
