import { sql } from "kysely";
import type { Core } from "../core.ts";
import type { Project } from "../orgs/orgs.ts";
import { pageLimit, readCursor, writeCursor } from "../page.ts";
import { toFile } from "./file-rows.ts";
import type { FilePage, FileQuery } from "./files.ts";

/** One page of a project's files, by name. */
export async function listFiles(core: Core, project: Project, query: FileQuery): Promise<FilePage> {
  const limit = pageLimit(query.limit, 100);
  let select = core.store.selectFrom("files").selectAll().where("project_id", "=", project.id);
  if (query.nameContains !== undefined && query.nameContains !== "") {
    const wanted = query.nameContains.toLowerCase().replaceAll(/[\\%_]/g, "\\$&");
    select = select.where(sql<boolean>`search_name like ${`%${wanted}%`} escape '\\'`);
  }
  if (query.cursor !== undefined) {
    const [after = ""] = readCursor(query.cursor, 1);
    select = select.where("name", ">", after);
  }
  const rows = await select
    .orderBy("name")
    .limit(limit + 1)
    .execute();
  const files = rows.slice(0, limit).map((row) => toFile(project, row));
  const last = files.at(-1);
  if (rows.length <= limit || last === undefined) return { files };
  return { files, nextCursor: writeCursor([last.name]) };
}
