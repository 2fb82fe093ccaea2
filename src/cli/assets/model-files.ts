import { readdir, stat } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import { Refusal } from "../../base/errors.ts";

export interface ModelFile {
  /** Path of the file here. */
  readonly source: string;
  /** Path in the package, as a URL has it. */
  readonly target: string;
}

/** The YAML of a knowledge model: one file, or all in a folder. */
export async function modelFiles(path: string): Promise<readonly ModelFile[]> {
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isFile() === true) return [{ source: path, target: targetOf(basename(path)) }];
  const entries =
    kind === undefined ? [] : await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  if (files.length > 0) {
    return files.map((source) => ({ source, target: targetOf(relative(path, source)) }));
  }
  throw new Refusal(
    "not-found",
    `There is no knowledge model at "${path}"`,
    "Expected a YAML file, or a folder with some.",
    "Check the path; for an event log write --event-log before it.",
  );
}

function targetOf(path: string): string {
  return ["knowledge-models", ...path.split(sep)].map(encodeURIComponent).join("/");
}
