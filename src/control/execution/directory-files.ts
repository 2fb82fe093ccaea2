import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve, sep } from "node:path";
import { Refusal } from "../../base/errors.ts";
import { newSecret } from "../../base/ids.ts";
import { didYouMean } from "../../base/nearest.ts";
import type {
  CommittedFile,
  CreateFileOptions,
  FileAccess,
  FileDraft,
  FileEntry,
  OpenFile,
} from "../../engine/file-access.ts";

/** Bytes of one read. Larger chunks read no faster here and live longer. */
const readBytes = 256 * 1024;

/** Files of a run without a server: a directory stands for the project, its `shared` folder for `../shared`. */
export interface DirectoryFilesOptions {
  /** Absolute path of the directory. */
  readonly root: string;
  /** Absolute paths by the names that the pipeline uses for them. */
  readonly files: ReadonlyMap<string, string>;
}

export function directoryFiles(options: DirectoryFilesOptions): FileAccess {
  const locate = (path: string): string => options.files.get(path) ?? within(options.root, path);
  return {
    open: async (path, signal): Promise<OpenFile> => {
      const local = locate(path);
      const info = await stat(local).catch(() => undefined);
      if (info?.isFile() !== true) throw await notFound(path, local);
      return {
        header: {
          "content-location": path,
          "content-type": contentTypes[extname(local).toLowerCase()] ?? "application/octet-stream",
          "content-length": info.size,
          "last-modified": info.mtime.toUTCString(),
        },
        content: createReadStream(local, { highWaterMark: readBytes, signal }),
      };
    },
    create: (path, createOptions) => startDraft(path, locate(path), createOptions),
    list: (directory) => list(directory, locate(directory)),
    remove: async (path) => {
      const local = locate(path);
      const info = await stat(local).catch(() => undefined);
      if (info?.isFile() !== true) return false;
      await rm(local);
      return true;
    },
  };
}

/** The place below `root` that a path of a pipeline means; refuses one that means a place elsewhere. */
function within(root: string, path: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(path)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "sldb") {
    throw new Refusal(
      "not-supported",
      `Cannot use "${path}"`,
      `Expected a file name, or sldb:///name; found the scheme "${scheme}:", which a run without a server does not reach.`,
      `Give the file by hand: --file '${path}'=local-path.`,
    );
  }
  const name = path.replace(/^sldb:\/*/i, "").replace(/^(\.\.\/)+/, "");
  const local = resolve(root, `.${sep}${name}`);
  if (local === root || local.startsWith(root + sep)) return local;
  throw new Refusal(
    "path-not-allowed",
    `Cannot use "${path}"`,
    "It leads out of the directory that stands for the project.",
    "Name a file inside that directory, or give it by hand with --file.",
  );
}

async function notFound(path: string, local: string): Promise<Refusal> {
  const siblings = await readdir(dirname(local)).catch(() => []);
  const near = didYouMean(basename(local), siblings);
  return new Refusal(
    "not-found",
    `There is no file "${path}"`,
    "A run without a server looks for it in the directory of the pipeline file.",
    `Put it there, or give it by hand: --file '${path}'=local-path. ${near}`.trim(),
  );
}

async function startDraft(
  path: string,
  local: string,
  options: CreateFileOptions,
): Promise<FileDraft> {
  const exists = (await stat(local).catch(() => undefined))?.isFile() === true;
  if (exists && options.ifExists === "error") {
    throw new Refusal(
      "already-exists",
      `The file "${path}" already exists`,
      "The file action is ERROR.",
      "Remove the file first, or set the file action to OVERWRITE.",
    );
  }
  if (options.createDirectories) await mkdir(dirname(local), { recursive: true });
  const temporary = join(
    dirname(local),
    `.${basename(local)}.${createHash("sha256").update(newSecret()).digest("hex").slice(0, 12)}.part`,
  );
  const ignored = exists && options.ifExists === "ignore";
  const appending = exists && options.ifExists === "append";
  if (appending) await copyFile(local, temporary);
  const handle = await open(temporary, appending ? "a" : "wx");
  let sizeBytes = 0;
  return {
    write: async (chunk) => {
      sizeBytes += chunk.byteLength;
      await handle.writeFile(chunk);
    },
    commit: async (): Promise<CommittedFile> => {
      await handle.sync();
      await handle.close();
      if (ignored) {
        await rm(temporary, { force: true });
        return { path, action: "ignored", size: 0 };
      }
      await rename(temporary, local);
      return {
        path,
        action: exists ? (appending ? "appended" : "overwritten") : "created",
        size: sizeBytes,
      };
    },
    discard: async () => {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}

async function list(directory: string, local: string): Promise<readonly FileEntry[]> {
  const entries = await readdir(local, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    throw new Refusal(
      "not-found",
      `There is no directory "${directory}"`,
      "Nothing is there under that name.",
      "Correct the name.",
    );
  }
  const shown = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return await Promise.all(
    shown.map(async (entry): Promise<FileEntry> => {
      const info = await stat(join(local, entry.name));
      return {
        name: entry.name,
        path: `${directory.replace(/\/$/, "")}/${entry.name}`,
        type: entry.isFile() ? "file" : "directory",
        size: info.size,
        createdMs: info.birthtimeMs,
        updatedMs: info.mtimeMs,
        owner: "",
      };
    }),
  );
}

const contentTypes: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".json": "application/json",
  ".txt": "text/plain",
  ".xml": "application/xml",
  ".zip": "application/zip",
};
