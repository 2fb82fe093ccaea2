import type { FilesTable } from "../../store/files-table.ts";
import type { Store } from "../../store/schema.ts";
import type { Project } from "../orgs/orgs.ts";
import type { StoredFile } from "./files.ts";

/** The file of that name in a project. */
export async function fileIn(
  store: Store,
  project: Project,
  name: string,
): Promise<StoredFile | undefined> {
  const row = await store
    .selectFrom("files")
    .selectAll()
    .where("project_id", "=", project.id)
    .where("name", "=", name)
    .executeTakeFirst();
  return row === undefined ? undefined : toFile(project, row);
}

/** All files of a project, by name. */
export async function filesIn(store: Store, project: Project): Promise<StoredFile[]> {
  const rows = await store
    .selectFrom("files")
    .selectAll()
    .where("project_id", "=", project.id)
    .orderBy("name")
    .execute();
  return rows.map((row) => toFile(project, row));
}

export function toFile(project: Project, row: FilesTable): StoredFile {
  return {
    id: row.id,
    name: row.name,
    path: `${project.path}/${row.name}`,
    org: project.org,
    projectPath: project.projectPath,
    size: row.size,
    sha256: row.sha256,
    contentType: row.content_type,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    owner: row.owner,
  };
}
