import { throwIfAborted } from "../../base/abort.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import type { Core } from "../core.ts";
import { findProject } from "../orgs/find-project.ts";
import type { Project } from "../orgs/orgs.ts";
import { noSuchFile } from "./file-refusals.ts";
import { fileIn } from "./file-rows.ts";
import type { FileTarget, Files, FileUpload, StoredFile, UploadedFile } from "./files.ts";
import { listFiles } from "./list-files.ts";
import { moveFile } from "./move-file.ts";
import { openFile } from "./open-file.ts";
import { releaseBlob } from "./release-blob.ts";
import { SldbDraft } from "./sldb-draft.ts";

export function createFiles(core: Core): Files {
  const { store } = core;
  return {
    upload: (caller, order, signal) => upload(core, caller, order, signal),
    list: async (caller, query) =>
      await listFiles(core, await findProject(store, caller, query), query),
    stat: async (caller, target) => (await find(core, caller, target)).file,
    async open(caller, target, part) {
      const project = await findProject(store, caller, target);
      return await openFile(core, project, target.name, part);
    },
    move: (caller, order) => moveFile(core, caller, order),
    async remove(caller, target) {
      const project = await findProject(store, caller, target);
      const file = await removeFile(core, project, target.name);
      if (file === undefined) throw await noSuchFile(store, project, target.name);
      return file;
    },
  };
}

/** The file that was removed; `undefined` when there was none. */
export async function removeFile(
  core: Core,
  project: Project,
  name: string,
): Promise<StoredFile | undefined> {
  return await core.blobChanges.run(async () => {
    const file = await fileIn(core.store, project, name);
    if (file === undefined) return undefined;
    await core.store.deleteFrom("files").where("id", "=", file.id).execute();
    await releaseBlob(core, file.sha256);
    core.changes.tell({ kind: "file", name: file.path, listChanged: true });
    return file;
  });
}

async function find(
  core: Core,
  caller: Caller,
  target: FileTarget,
): Promise<{ readonly project: Project; readonly file: StoredFile }> {
  const project = await findProject(core.store, caller, target);
  const file = await fileIn(core.store, project, target.name);
  if (file === undefined) throw await noSuchFile(core.store, project, target.name);
  return { project, file };
}

async function upload(
  core: Core,
  caller: Caller,
  order: FileUpload,
  signal: AbortSignal,
): Promise<UploadedFile> {
  const project = await findProject(core.store, caller, order);
  const name = checkName("file", "sldb_file_name", order.name);
  const draft = await SldbDraft.start(core, {
    project,
    name,
    owner: caller.name,
    contentType: order.contentType,
    ifExists: order.overwrite ? "overwrite" : "error",
  });
  try {
    const content = order.content instanceof Uint8Array ? [order.content] : order.content;
    for await (const chunk of content) {
      throwIfAborted(signal);
      await draft.write(chunk);
    }
    throwIfAborted(signal);
    const { file, action } = await draft.commit();
    return { ...file, action: action === "created" ? "created" : "overwritten" };
  } catch (failure) {
    await draft.discard();
    throw failure;
  }
}
