import type { Stats } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../../base/errors.ts";
import type { FileAccess, FileEntry } from "../../engine/file-access.ts";
import { resolveAllowedPath } from "./allowed-path.ts";
import { LocalDraft } from "./local-draft.ts";
import { openLocalFile } from "./open-local-file.ts";

/** Files of the machine by `file:///` paths, below the directories that the operator allowed. */
export function localFiles(allowedDirectories: readonly string[]): FileAccess {
  const locate = (path: string): Promise<string> => resolveAllowedPath(path, allowedDirectories);
  return {
    async open(path, signal) {
      const opened = await openLocalFile(path, await locate(path), signal);
      if (opened === undefined) throw noSuchFile(path);
      return opened;
    },
    async create(path, options) {
      const local = await locate(path);
      const info = await statOf(local);
      if (info !== undefined && !info.isFile()) throw noSuchFile(path);
      if (info !== undefined && options.ifExists === "error") throw exists(path);
      if (options.createDirectories) await mkdir(dirname(local), { recursive: true });
      else if ((await statOf(dirname(local))) === undefined) throw noSuchFile(path);
      return await LocalDraft.start(path, local, options.ifExists, info !== undefined);
    },
    async list(directory) {
      const local = await locate(directory);
      if ((await statOf(local))?.isDirectory() !== true) throw noSuchFile(directory);
      const entries: FileEntry[] = [];
      for (const name of (await readdir(local)).toSorted()) {
        const info = await statOf(join(local, name));
        if (info === undefined || !(info.isFile() || info.isDirectory())) continue;
        entries.push(toEntry(name, `${directory.replace(/\/+$/, "")}/${name}`, info));
      }
      return entries;
    },
    identify: async (path) => `file://${await locate(path)}`,
    async remove(path) {
      const local = await locate(path);
      if ((await statOf(local))?.isFile() !== true) return false;
      await rm(local);
      return true;
    },
  };
}

async function statOf(path: string): Promise<Stats | undefined> {
  return await stat(path).catch(() => undefined);
}

function toEntry(name: string, path: string, info: Stats): FileEntry {
  return {
    name,
    path,
    type: info.isFile() ? "file" : "directory",
    size: info.isFile() ? info.size : 0,
    createdMs: Math.round(info.birthtimeMs),
    updatedMs: Math.round(info.mtimeMs),
    owner: String(info.uid),
  };
}

function noSuchFile(path: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no file at ${JSON.stringify(path.slice(0, 200))}.`,
    "Expected a file, in a directory that is there; found nothing, or something else.",
    "Check the path and its case.",
  );
}

function exists(path: string): Refusal {
  return new Refusal(
    "already-exists",
    `The file ${JSON.stringify(path.slice(0, 200))} already exists.`,
    "With the file action ERROR, expected no file at the path.",
    "Choose the file action OVERWRITE, APPEND or IGNORE, or another name.",
  );
}
