import type { Core } from "../core.ts";
import type { PackageFile } from "./packages.ts";

/** The text of a small file; nothing when its bytes are gone. */
export async function readBlobText(
  { blobs }: Pick<Core, "blobs">,
  { sha256, size }: Pick<PackageFile, "sha256" | "size">,
): Promise<string | undefined> {
  const content = await blobs.open(sha256, 0, size);
  if (content === undefined) return undefined;
  return Buffer.concat(await Array.fromAsync(content)).toString("utf8");
}
