import { defaultLimits } from "../../base/limits.ts";
import { Refusal } from "../../base/errors.ts";
import { readSlp } from "../../pipeline/read-slp.ts";
import type { Store } from "../../store/schema.ts";
import { projectsOf } from "../orgs/find-project.ts";
import type { AccountUse } from "./accounts.ts";
import { accountPlaces, type FoundAccount } from "./find-account.ts";

/** The Snaps of the newest versions of the org's pipelines that name the account. */
export async function accountUsage(
  store: Store,
  { project, row }: FoundAccount,
): Promise<readonly AccountUse[]> {
  const org = { id: project.orgId, name: project.org };
  const projects = new Map((await projectsOf(store, org)).map((one) => [one.id, one]));
  const pipelines = await store
    .selectFrom("pipelines")
    .innerJoin("pipeline_versions", (join) =>
      join
        .onRef("pipeline_versions.pipeline_id", "=", "pipelines.id")
        .onRef("pipeline_versions.version", "=", "pipelines.version"),
    )
    .select(["pipelines.name", "pipelines.project_id", "pipeline_versions.slp"])
    .where("pipelines.org_id", "=", org.id)
    .where("pipeline_versions.slp", "like", `%account_ref%`)
    .orderBy("pipelines.name")
    .execute();
  const wanted = `${project.projectPath}/${row.name}`;
  const uses: AccountUse[] = [];
  for (const { name, project_id: projectId, slp } of pipelines) {
    const home = projects.get(projectId);
    if (home === undefined || !slp.includes(row.name)) continue;
    const read = readSlp(slp, defaultLimits);
    if (!read.ok) continue;
    for (const { account, id, label } of read.pipeline.snaps) {
      if (account === undefined || account.expression) continue;
      if (!placesOf(account.path, home).includes(wanted)) continue;
      uses.push({ pipelinePath: `${home.path}/${name}`, snapId: id, snapLabel: label });
    }
  }
  return uses;
}

/** A path that leaves the org names none of its accounts. */
function placesOf(
  path: string,
  home: { readonly org: string; readonly projectPath: string },
): readonly string[] {
  try {
    return accountPlaces(path, home).map((place) => place.join("/"));
  } catch (thrown) {
    if (thrown instanceof Refusal) return [];
    throw thrown;
  }
}
