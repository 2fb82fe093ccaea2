import { Refusal } from "../../base/errors.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import type { Core } from "../core.ts";
import { findProject } from "../orgs/find-project.ts";
import { fileExists, noSuchFile } from "./file-refusals.ts";
import { fileIn } from "./file-rows.ts";
import type { FileMove, MovedFile } from "./files.ts";
import { releaseBlob } from "./release-blob.ts";

/** Renames a file inside its org; its bytes stay where they are. */
export async function moveFile(core: Core, caller: Caller, order: FileMove): Promise<MovedFile> {
  const { store } = core;
  const from = await findProject(store, caller, order);
  const to =
    order.destinationPath === undefined
      ? from
      : await findProject(
          store,
          caller,
          { org: order.org, projectPath: order.destinationPath },
          "destination_path",
        );
  const name =
    order.destinationName === undefined
      ? checkName("file", "sldb_file_name", order.name)
      : checkName("file", "destination_file_name", order.destinationName);
  if (from.id === to.id && name === order.name) throw sameFile(`${to.path}/${name}`);
  return await core.blobChanges.run(async () => {
    const file = await fileIn(store, from, order.name);
    if (file === undefined) throw await noSuchFile(store, from, order.name);
    const replaced = await fileIn(store, to, name);
    if (replaced !== undefined && !order.overwrite) throw fileExists(to, name);
    await store.transaction().execute(async (change) => {
      if (replaced !== undefined) {
        await change.deleteFrom("files").where("id", "=", replaced.id).execute();
      }
      await change
        .updateTable("files")
        .set({ project_id: to.id, name, search_name: name.toLowerCase() })
        .where("id", "=", file.id)
        .execute();
    });
    if (replaced !== undefined) await releaseBlob(core, replaced.sha256);
    const path = `${to.path}/${name}`;
    for (const changed of [file.path, path]) {
      core.changes.tell({ kind: "file", name: changed, listChanged: true });
    }
    const moved = { ...file, name, path, projectPath: to.projectPath };
    return { from: file.path, to: path, file: moved };
  });
}

function sameFile(path: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The file would be moved onto itself.",
    `Expected another project or another name; both name ${path}.`,
    "Pass `destination_path`, `destination_file_name`, or both.",
  );
}
