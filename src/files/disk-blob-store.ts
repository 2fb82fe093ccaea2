import { randomUUID } from "node:crypto";
import { copyFile, link, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore } from "./blob-store.ts";
import { DiskBlobDraft } from "./disk-blob-draft.ts";
import { DiskBlobReader } from "./disk-blob-reader.ts";

/** Blobs in a directory of the store's own: `blobs/ab/abcd…` and, while they are written, `drafts/…`. */
export async function openDiskBlobStore(directory: string): Promise<BlobStore> {
  const blobs = join(directory, "blobs");
  const drafts = join(directory, "drafts");
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  await mkdir(drafts, { recursive: true, mode: 0o700 });
  const pathOf = (sha256: string): string => join(blobs, sha256.slice(0, 2), sha256);
  return {
    draft: () => DiskBlobDraft.start(join(drafts, randomUUID()), pathOf),
    async open(sha256, offset, length) {
      const file = await open(pathOf(sha256)).catch((failure: unknown) => {
        if (isMissing(failure)) return undefined;
        throw failure;
      });
      return file === undefined ? undefined : new DiskBlobReader(file, offset, length);
    },
    async place(sha256, path) {
      try {
        await link(pathOf(sha256), path);
        return true;
      } catch (failure) {
        if (isMissing(failure)) return false;
        // Another file system, or one without links.
        await copyFile(pathOf(sha256), path);
        return true;
      }
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async sweep(isReferenced) {
      for (const name of await readdir(drafts)) await rm(join(drafts, name), { force: true });
      for (const shard of await readdir(blobs)) {
        for (const sha256 of await readdir(join(blobs, shard))) {
          if (!(await isReferenced(sha256))) await rm(join(blobs, shard, sha256), { force: true });
        }
      }
    },
  };
}

function isMissing(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && failure.code === "ENOENT";
}
