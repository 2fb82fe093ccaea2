import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../../base/errors.ts";
import { kindOfPath } from "../../control/assets/package-path.ts";
import type { NewPackageFile } from "../../control/assets/packages.ts";

/** The files of a package in a folder: what lies where files of packages lie; the rest is passed over and told. */
export async function packageFolder(
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly others: readonly string[] }> {
  const kind = await stat(folder).catch(() => undefined);
  if (kind?.isDirectory() !== true) {
    throw new Refusal(
      "not-found",
      `Cannot read the folder "${folder}"`,
      "Expected a folder with assets/, knowledge-models/, data-models/ and data/.",
      "Check the path; it is taken from the directory that the command runs in.",
    );
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .toSorted();
  const files = paths.filter((path) => kindOfPath(path) !== undefined);
  return { files, others: paths.filter((path) => kindOfPath(path) === undefined) };
}

export async function* folderFiles(
  folder: string,
  files: readonly string[],
): AsyncGenerator<NewPackageFile> {
  for (const path of files) yield { path, content: createReadStream(join(folder, path)) };
}

/** Writes a file below a folder, wherever its path says it belongs. */
export async function writeBelow(
  folder: string,
  path: string,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const target = resolve(folder, path);
  if (!target.startsWith(resolve(folder) + sep)) return;
  await mkdir(dirname(target), { recursive: true });
  await pipeline(content, createWriteStream(target));
}
