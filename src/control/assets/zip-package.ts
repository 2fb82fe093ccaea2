import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { writeZip } from "../../snaps/support/zip/write-zip.ts";
import { openZipArchive } from "../../snaps/support/zip/zip-archive.ts";
import type { NewPackageFile } from "./packages.ts";
import { scratchSpace } from "./scratch-space.ts";

/** Files as one archive, in the pace of whoever reads. */
export function zipFiles(files: AsyncIterable<NewPackageFile>): AsyncIterable<Uint8Array> {
  return writeZip(named(files));
}

async function* named(files: AsyncIterable<NewPackageFile>) {
  for await (const { path, content } of files) {
    yield { name: path, content: content instanceof Uint8Array ? once(content) : content };
  }
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/**
 * The files of an archive of a package. A folder around all of them is left out, and so is what operating systems put
 * beside them.
 */
export async function* unzipFiles(
  content: AsyncIterable<Uint8Array>,
  limits: Limits,
  scratchDirectory: string,
  signal: AbortSignal,
): AsyncGenerator<NewPackageFile> {
  await using scratch = await scratchSpace(scratchDirectory, limits);
  const { spill } = scratch;
  try {
    const archive = await openZipArchive(content, { spill, limits, signal, name: "package" });
    try {
      const entries = await Array.fromAsync(archive.entries());
      const files = entries.filter(({ fileName }) => !isBeside(fileName));
      const around = folderAround(files.map(({ fileName }) => fileName));
      for (const entry of files) {
        yield { path: entry.fileName.slice(around.length), content: archive.read(entry) };
      }
    } finally {
      await archive.dispose();
    }
  } catch (failure) {
    if (!(failure instanceof SnapFailure)) throw failure;
    throw new Refusal("invalid-content", failure.message, failure.reason, failure.resolution);
  }
}

function isBeside(name: string): boolean {
  return name.endsWith("/") || /(^|\/)(\.DS_Store|Thumbs\.db|__MACOSX\/.*|\._[^/]*)$/.test(name);
}

/** `order-to-cash/` when every file is in it and it is no folder of a package itself. */
function folderAround(names: readonly string[]): string {
  const [first = ""] = names;
  const folder = first.slice(0, first.indexOf("/") + 1);
  const own = ["data-models/", "knowledge-models/", "assets/", "data/", "conformance/"];
  if (folder === "" || own.includes(folder) || folder === "questions/") return "";
  return names.every((name) => name.startsWith(folder)) ? folder : "";
}
