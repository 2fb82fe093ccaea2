import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import { checkName } from "../check-name.ts";
import type { Core } from "../core.ts";
import { projectAt, toProject } from "./find-project.ts";
import type { Org, Project } from "./orgs.ts";

/** The place of the Snaplex that every org has from its beginning: `<org>/rt/local/dev`. */
const firstSnaplex = { name: "dev", location: "local", environment: "dev" } as const;

/** Stores an org with its project `shared`, its first Snaplex and its first administrator, all or nothing. */
export async function addOrg(
  core: Pick<Core, "store" | "clock">,
  userId: string,
  name: string,
): Promise<Org> {
  checkName("organization", "org", name);
  const id = newSnodeId();
  const created_ms = core.clock.now();
  await core.store.transaction().execute(async (store) => {
    const { numInsertedOrUpdatedRows: inserted } = await store
      .insertInto("orgs")
      .values({ id, name, created_ms })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .executeTakeFirst();
    if (inserted !== 1n) throw taken(name);
    await store
      .insertInto("roles")
      .values({ org_id: id, user_id: userId, role: "admin" })
      .execute();
    const project = { id: newSnodeId(), org_id: id, path: "shared", created_ms };
    await store.insertInto("projects").values(project).execute();
    const snaplex = { id: newSnodeId(), org_id: id, ...firstSnaplex, created_ms };
    await store.insertInto("snaplexes").values(snaplex).execute();
  });
  return { id, name, role: "admin" };
}

/** The project at a well-formed path, made when it is not there. */
export async function addProject(
  core: Core,
  org: Pick<Org, "id" | "name">,
  path: string,
): Promise<Project> {
  const row = { id: newSnodeId(), org_id: org.id, path, created_ms: core.clock.now() };
  await core.store
    .insertInto("projects")
    .values(row)
    .onConflict((conflict) => conflict.columns(["org_id", "path"]).doNothing())
    .execute();
  return (await projectAt(core.store, org, path)) ?? toProject(org, row);
}

function taken(name: string): Refusal {
  return new Refusal(
    "already-exists",
    `The organization ${JSON.stringify(name)} already exists.`,
    "Expected a name that no organization has.",
    "Choose another name.",
  );
}
