import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { AccountsTable } from "../../store/accounts-table.ts";
import type { Store } from "../../store/schema.ts";
import { readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import { type OrgPlace, type PathBase, resolveSldbPath } from "../files/sldb-path.ts";
import { findProject, projectAt } from "../orgs/find-project.ts";
import type { Org, Project } from "../orgs/orgs.ts";
import { listed, sentences } from "../words.ts";
import type { AccountTarget } from "./accounts.ts";

export interface FoundAccount {
  readonly project: Project;
  readonly row: AccountsTable;
}

/** The account that a caller means. */
export async function findAccount(
  store: Store,
  caller: Caller,
  target: AccountTarget,
): Promise<FoundAccount> {
  const { project, name } = await locateAccount(store, caller, target);
  const row = await accountIn(store, project, name);
  if (row !== undefined) return { project, row };
  throw await noSuchAccount(store, project, name);
}

/** The account that a pipeline names: a bare label is looked for as a pipeline's name is, a path means its place alone. */
export async function accountAt(
  store: Store,
  org: Pick<Org, "id" | "name">,
  path: string,
  base: PathBase,
): Promise<FoundAccount> {
  const places = accountPlaces(path, base);
  for (const place of places) {
    const project = await projectAt(store, org, place.slice(0, -1).join("/"));
    const row =
      project === undefined ? undefined : await accountIn(store, project, place.at(-1) ?? "");
    if (project !== undefined && row !== undefined) return { project, row };
  }
  throw await noneNamed(store, org, path, places);
}

async function locateAccount(
  store: Store,
  caller: Caller,
  target: AccountTarget,
): Promise<{ readonly project: Project; readonly name: string }> {
  const given = target.path ?? target.name ?? "";
  const names = given.split("/").filter((name) => name !== "");
  const name = names.at(-1);
  if (name === undefined) throw accountRequired();
  if (names.length === 1) return { project: await findProject(store, caller, target), name };
  const orgs = await readableOrgs(store, caller);
  const hasOrg = given.startsWith("/") || orgs.some((org) => org.name === names[0]);
  const where = hasOrg
    ? { org: names[0], projectPath: names.slice(1, -1).join("/") }
    : { org: target.org, projectPath: names.slice(0, -1).join("/") };
  return { project: await findProject(store, caller, where), name };
}

export async function accountIn(
  store: Store,
  project: Pick<Project, "id">,
  name: string,
): Promise<AccountsTable | undefined> {
  return await store
    .selectFrom("accounts")
    .selectAll()
    .where("project_id", "=", project.id)
    .where("name", "=", name)
    .executeTakeFirst();
}

/**
 * In the platform a project always lies in a project space, so that `../../shared/x` is the org's; in a project without
 * a space it still is, as its `..` end at the org.
 */
export function accountPlaces(path: string, base: PathBase): readonly OrgPlace[] {
  const project = base.projectPath.split("/");
  if (!path.includes("/")) {
    const places = [
      [...project, path],
      [...project.slice(0, -1), "shared", path],
      ["shared", path],
    ];
    return [...new Map(places.map((place) => [place.join("/"), place])).values()];
  }
  const ups = /^(?:\.\.\/)+/.exec(path)?.[0] ?? "";
  const most = "../".repeat(project.length);
  const within = ups.length > most.length ? most + path.slice(ups.length) : path;
  return [resolveSldbPath(within, base)];
}

async function noSuchAccount(store: Store, project: Project, name: string): Promise<Refusal> {
  const { here, elsewhere } = await nearby(store, project, name);
  return new Refusal(
    "not-found",
    `There is no account ${JSON.stringify(name.slice(0, 200))} in ${project.path}.`,
    `Expected the name of an account of the project: ${listed(here)}.`,
    sentences(
      elsewhere.length > 0 ? `There is ${listed(elsewhere, 3)}.` : didYouMean(name, here),
      "Make it with `slipway account create`.",
    ),
  );
}

async function nearby(
  store: Store,
  project: Project,
  name: string,
): Promise<{ readonly here: readonly string[]; readonly elsewhere: readonly string[] }> {
  const rows = await namesIn(store, project.orgId);
  return {
    here: rows.filter((row) => row.path === project.projectPath).map((row) => row.name),
    elsewhere: rows
      .filter((row) => row.name === name)
      .map((row) => `/${project.org}/${row.path}/${name}`),
  };
}

async function noneNamed(
  store: Store,
  org: Pick<Org, "id" | "name">,
  path: string,
  places: readonly OrgPlace[],
): Promise<Refusal> {
  const rows = await namesIn(store, org.id);
  const name = places[0]?.at(-1) ?? path;
  const same = rows
    .filter((row) => row.name === name)
    .map((row) => `/${org.name}/${row.path}/${name}`);
  const looked = places.map((place) => ["", org.name, ...place].join("/"));
  return new Refusal(
    "not-found",
    `There is no account ${JSON.stringify(path.slice(0, 200))}.`,
    `Expected a stored account; looked at ${listed(looked)}.`,
    sentences(
      same.length > 0
        ? `There is ${listed(same, 3)}.`
        : didYouMean(
            name,
            rows.map((row) => row.name),
          ),
      "Make it with `slipway account create`, or name another one in the Snap.",
    ),
  );
}

async function namesIn(
  store: Store,
  orgId: string,
): Promise<readonly { readonly name: string; readonly path: string }[]> {
  return await store
    .selectFrom("accounts")
    .innerJoin("projects", "projects.id", "accounts.project_id")
    .select(["accounts.name", "projects.path"])
    .where("accounts.org_id", "=", orgId)
    .orderBy("accounts.name")
    .execute();
}

function accountRequired(): Refusal {
  return new Refusal(
    "invalid-argument",
    "An account is required.",
    "Expected its path, or its name with a project; found neither.",
    'Pass a path such as "/myOrg/myProject/myAccount".',
  );
}
