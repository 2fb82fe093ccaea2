import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type {
  CreateFileOptions,
  FileAccess,
  FileDraft,
  FileEntry,
} from "../../engine/file-access.ts";
import { LocalDraft } from "../files/local-draft.ts";
import { openLocalFile } from "../files/open-local-file.ts";

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
    open: async (path, signal) => {
      const local = locate(path);
      const opened = await openLocalFile(path, local, signal);
      if (opened === undefined) throw await notFound(path, local);
      return opened;
    },
    create: (path, createOptions) => startDraft(path, locate(path), createOptions),
    list: (directory) => list(directory, locate(directory)),
    identify: async (path) => locate(path),
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
  const info = await stat(local).catch(() => undefined);
  if (info?.isDirectory() === true) throw notWritable(path, "There is a directory of that name.");
  if (info !== undefined && options.ifExists === "error") {
    throw new Refusal(
      "already-exists",
      `The file "${path}" already exists`,
      "The file action is ERROR.",
      "Remove the file first, or set the file action to OVERWRITE.",
    );
  }
  if (options.createDirectories) await mkdir(dirname(local), { recursive: true });
  else if (!(await isDirectory(dirname(local))))
    throw notWritable(path, "The directory it is to lie in does not exist.");
  return await LocalDraft.start(path, local, options.ifExists, info !== undefined);
}

async function isDirectory(local: string): Promise<boolean> {
  return (await stat(local).catch(() => undefined))?.isDirectory() === true;
}

function notWritable(path: string, reason: string): Refusal {
  return new Refusal(
    "not-found",
    `The file "${path}" cannot be written`,
    reason,
    "Choose another name, or let the writer create directories.",
  );
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
    .filter((entry) => entry.isDirectory() || (entry.isFile() && !isDraft(entry.name)))
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

/** Nobody sees a file before it is committed. */
function isDraft(name: string): boolean {
  return name.startsWith(".") && name.endsWith(".part");
}
