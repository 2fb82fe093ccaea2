import { throwIfAborted } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import type { FileAccess, FileDraft, FileEntry } from "../engine/file-access.ts";
import type { RunHost } from "../engine/run-host.ts";
import type { Core } from "./core.ts";
import { removeFile } from "./files/create-files.ts";
import { filesIn } from "./files/file-rows.ts";
import type { StoredFile } from "./files/files.ts";
import { localFiles } from "./files/local-files.ts";
import { openFile } from "./files/open-file.ts";
import { schemeOf } from "./files/path-scheme.ts";
import { SldbDraft } from "./files/sldb-draft.ts";
import { type OrgPlace, type PathBase, resolveSldbPath } from "./files/sldb-path.ts";
import { loadPipelineFor } from "./load-pipeline.ts";
import { addProject } from "./orgs/add-org.ts";
import { projectAt, projectsOf } from "./orgs/find-project.ts";
import type { Org, Project } from "./orgs/orgs.ts";
import { listed } from "./words.ts";

/** Whom a run acts for, and what it may reach beside the org's own files. */
export interface RunScope {
  readonly org: Pick<Org, "id" | "name">;
  /** Name of the user; owns what the run writes. */
  readonly user: string;
  readonly allowedFileDirectories: readonly string[];
}

/** The files and pipelines of a run: those of its org, and what the operator allowed. */
export function runFiles(core: Core, scope: RunScope): Pick<RunHost, "filesFor" | "loadPipeline"> {
  const local = localFiles(scope.allowedFileDirectories);
  return {
    filesFor(fromPath) {
      const sldb = sldbFiles(core, scope, baseOf(fromPath, scope.org.name));
      const pick = (path: string): FileAccess => (schemeOf(path) === "file" ? local : sldb);
      return {
        open: async (path, signal) => await pick(path).open(path, signal),
        create: async (path, options, signal) => await pick(path).create(path, options, signal),
        list: async (directory, signal) => await pick(directory).list(directory, signal),
        identify: async (path, signal) => await pick(path).identify(path, signal),
        remove: async (path, signal) => await pick(path).remove(path, signal),
      };
    },
    loadPipeline: async (path, fromPath, signal) => {
      throwIfAborted(signal);
      return await loadPipelineFor(core.store, scope.org, path, baseOf(fromPath, scope.org.name));
    },
  };
}

/** The project of the pipeline at a full path, `/Org/Project/Name`. */
function baseOf(fromPath: string, org: string): PathBase {
  return { org, projectPath: fromPath.split("/").slice(2, -1).join("/") };
}

function sldbFiles(core: Core, scope: RunScope, base: PathBase): FileAccess {
  const { org } = scope;
  const locate = (path: string): Promise<FilePlace> => filePlace(core, org, path, base);
  return {
    async open(path, signal) {
      throwIfAborted(signal);
      const { project, name } = await locate(path);
      const { file, content } = await openFile(core, project, name);
      return { header: headerOf(path, file), content };
    },
    async create(path, options, signal) {
      throwIfAborted(signal);
      const place = resolveSldbPath(path, base);
      if (options.createDirectories && place.length > 1) {
        await addProject(core, org, place.slice(0, -1).join("/"));
      }
      const { project, name } = await locate(path);
      const { ifExists } = options;
      return toFileDraft(
        await SldbDraft.start(core, { project, name, owner: scope.user, ifExists }),
      );
    },
    async list(directory, signal) {
      throwIfAborted(signal);
      return await listDirectory(core, org, resolveSldbPath(directory, base));
    },
    identify: async (path) => ["", org.name, ...resolveSldbPath(path, base)].join("/"),
    async remove(path, signal) {
      throwIfAborted(signal);
      const { project, name } = await locate(path);
      return (await removeFile(core, project, name)) !== undefined;
    },
  };
}

interface FilePlace {
  readonly project: Project;
  readonly name: string;
}

async function filePlace(
  core: Core,
  org: Pick<Org, "id" | "name">,
  path: string,
  base: PathBase,
): Promise<FilePlace> {
  const place = resolveSldbPath(path, base);
  const name = place.at(-1);
  const projectPath = place.slice(0, -1).join("/");
  if (name === undefined || projectPath === "") throw notAFile(path, place, org.name);
  const project = await projectAt(core.store, org, projectPath);
  if (project === undefined) throw await noSuchProject(core, org, projectPath);
  return { project, name };
}

function headerOf(path: string, file: StoredFile): Record<string, string | number> {
  return {
    "content-location": path,
    "content-type": file.contentType,
    "content-length": file.size,
    "last-modified": new Date(file.updatedMs).toUTCString(),
  };
}

function toFileDraft(draft: SldbDraft): FileDraft {
  return {
    write: (chunk) => draft.write(chunk),
    async commit() {
      const { file, action } = await draft.commit();
      return { path: file.path, action, size: file.size };
    },
    discard: () => draft.discard(),
  };
}

async function listDirectory(
  core: Core,
  org: Pick<Org, "id" | "name">,
  place: OrgPlace,
): Promise<FileEntry[]> {
  const path = place.join("/");
  const projects = await projectsOf(core.store, org);
  const project = projects.find((candidate) => candidate.projectPath === path);
  const below = projects
    .filter((candidate) => path === "" || candidate.projectPath.startsWith(`${path}/`))
    .map((candidate) => candidate.projectPath.split("/")[place.length] ?? "");
  if (project === undefined && below.length === 0) throw await noSuchProject(core, org, path);
  const files = project === undefined ? [] : await filesIn(core.store, project);
  const directoryPath = path === "" ? `/${org.name}` : `/${org.name}/${path}`;
  return [
    ...[...new Set(below)].map((name) => directoryEntry(name, `${directoryPath}/${name}`)),
    ...files.map(({ name, path: filePath, size, createdMs, updatedMs, owner }) => ({
      name,
      path: filePath,
      type: "file" as const,
      size,
      createdMs,
      updatedMs,
      owner,
    })),
  ];
}

function directoryEntry(name: string, path: string): FileEntry {
  return { name, path, type: "directory", size: 0, createdMs: 0, updatedMs: 0, owner: "" };
}

function notAFile(path: string, place: OrgPlace, org: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `The path ${JSON.stringify(path.slice(0, 200))} names no file.`,
    `Expected a file in a project; found ${JSON.stringify(["", org, ...place].join("/"))}.`,
    `Write the bare name of a file of the project, or "/${org}/<project>/<name>".`,
  );
}

async function noSuchProject(
  core: Core,
  org: Pick<Org, "id" | "name">,
  path: string,
): Promise<Refusal> {
  const paths = (await projectsOf(core.store, org)).map((project) => project.projectPath);
  return new Refusal(
    "not-found",
    `There is no project ${JSON.stringify(path)} in ${JSON.stringify(org.name)}.`,
    `Expected the path of a project: ${listed(paths)}.`,
    "Mend the path; `../shared/x` is the file `x` of the project `shared` beside this one.",
  );
}
