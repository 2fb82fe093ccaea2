import type { Core } from "../core.ts";

/** Removes a blob that no file refers to any more. Only inside `core.blobChanges`. */
export async function releaseBlob(core: Core, sha256: string): Promise<void> {
  if (!(await isReferenced(core, sha256))) await core.blobs.remove(sha256);
}

export async function isReferenced(
  { store }: Pick<Core, "store">,
  sha256: string,
): Promise<boolean> {
  const row = await store
    .selectFrom("files")
    .select("id")
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  return row !== undefined;
}
