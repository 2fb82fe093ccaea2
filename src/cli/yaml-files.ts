import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { Refusal } from "../base/errors.ts";
import { readTextFile } from "./text-file.ts";

/** A text file with its path as the user would write it. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** The file, or the YAML files of the folder and the folders in it, in the order of their paths. */
export async function readYamlFiles(path: string, filesMax: number): Promise<readonly NamedText[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true)
    return [{ path: slashed(path), text: await readTextFile(path) }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.split(sep).includes("node_modules"))
    .toSorted();
  if (files.length > filesMax) {
    throw new Refusal(
      "too-large",
      `"${path}" has too many YAML files.`,
      `Expected at most ${filesMax} (limit modelFilesMax); found ${files.length}.`,
      "Name the folder of one knowledge model.",
    );
  }
  const texts: NamedText[] = [];
  for (const file of files) texts.push({ path: slashed(file), text: await readTextFile(file) });
  return texts;
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
