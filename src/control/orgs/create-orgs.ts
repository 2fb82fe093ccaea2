import { Refusal } from "../../base/errors.ts";
import { findOrg, readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import { addOrg, addProject } from "./add-org.ts";
import { checkProjectPath, findProject, projectsOf } from "./find-project.ts";
import type { AssetCounts, Orgs } from "./orgs.ts";

export function createOrgs(core: Core): Orgs {
  const { store } = core;
  return {
    list: (caller) => readableOrgs(store, caller),
    resolve: (caller, org) => findOrg(store, caller, org),
    async create(caller, name) {
      if (!caller.admin) throw administratorsOnly(caller);
      return await addOrg(core, caller.userId, name);
    },
    projects: async (caller, org) => await projectsOf(store, await findOrg(store, caller, org)),
    resolveProject: (caller, where, argument) => findProject(store, caller, where, argument),
    async ensureProject(caller, where) {
      const org = await findOrg(store, caller, where.org);
      return await addProject(core, org, checkProjectPath(org, where.projectPath));
    },
    counts: (caller) => countAssets(core, caller),
  };
}

async function countAssets({ store }: Core, caller: Caller): Promise<AssetCounts> {
  const orgs = await readableOrgs(store, caller);
  if (orgs.length === 0) return { organizations: 0, projects: 0, assets: 0 };
  const ids = orgs.map((org) => org.id);
  const count = async (
    table: "projects" | "pipelines" | "files" | "snaplexes",
  ): Promise<number> => {
    const row = await store
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as("rows"))
      .where("org_id", "in", ids)
      .executeTakeFirstOrThrow();
    return row.rows;
  };
  const projects = await count("projects");
  const assets = (await count("pipelines")) + (await count("files")) + (await count("snaplexes"));
  return { organizations: orgs.length, projects, assets };
}

function administratorsOnly(caller: Caller): Refusal {
  return new Refusal(
    "not-permitted",
    "Only an administrator creates organizations.",
    `Expected an administrator; ${JSON.stringify(caller.name)} is none.`,
    "Ask an administrator of this server.",
  );
}
