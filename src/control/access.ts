import { Refusal } from "../base/errors.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Store } from "../store/schema.ts";
import type { Caller } from "./caller.ts";
import type { Org } from "./orgs/orgs.ts";
import { listed, sentences } from "./words.ts";

/** The orgs the caller has a role in, by name. An administrator of the server has the role admin in all. */
export async function readableOrgs(store: Store, caller: Caller): Promise<readonly Org[]> {
  if (caller.admin) {
    const rows = await store.selectFrom("orgs").select(["id", "name"]).orderBy("name").execute();
    return rows.map((row) => ({ ...row, role: "admin" }));
  }
  const rows = await store
    .selectFrom("orgs")
    .innerJoin("roles", "roles.org_id", "orgs.id")
    .select(["orgs.id", "orgs.name", "roles.role"])
    .where("roles.user_id", "=", caller.userId)
    .orderBy("orgs.name")
    .execute();
  return rows.map(({ id, name, role }) => ({ id, name, role }));
}

/** The org meant. One that the caller has no role in is answered as one that does not exist. */
export async function findOrg(
  store: Store,
  caller: Caller,
  name: string | undefined,
): Promise<Org> {
  const orgs = await readableOrgs(store, caller);
  if (name === undefined || name === "") throw orgRequired(orgs);
  const org = orgs.find((candidate) => candidate.name === name);
  if (org !== undefined) return org;
  throw await noSuchOrg(store, name, orgs);
}

function orgRequired(orgs: readonly Org[]): Refusal {
  const example = orgs[0]?.name ?? "myOrg";
  return new Refusal(
    "org-required",
    "Organization is required",
    `Expected \`org\`, or a default one in the session; found neither. Yours: ${listed(names(orgs))}.`,
    `Pass "org": ${JSON.stringify(example)}, or call save_user_preferences with "default_org": ${JSON.stringify(example)} once.`,
  );
}

async function noSuchOrg(store: Store, name: string, orgs: readonly Org[]): Promise<Refusal> {
  return new Refusal(
    "not-found",
    `The organization ${JSON.stringify(name)} does not exist, or you may not read it.`,
    `Expected the name of one of your organizations: ${listed(names(orgs))}.`,
    sentences(
      (await projectHint(store, name, orgs)) || didYouMean(name, names(orgs)),
      "Pass one of these as `org`; the names are case-sensitive.",
    ),
  );
}

/** Callers often pass a project where the org belongs. */
async function projectHint(store: Store, name: string, orgs: readonly Org[]): Promise<string> {
  if (orgs.length === 0) return "";
  const ids = orgs.map((org) => org.id);
  const project = await store
    .selectFrom("projects")
    .select(["org_id", "path"])
    .where("org_id", "in", ids)
    .where("path", "=", name)
    .executeTakeFirst();
  const org = orgs.find((candidate) => candidate.id === project?.org_id);
  if (project === undefined || org === undefined) return "";
  return `"${name}" is a project: pass "org": "${org.name}" and "project_path": "${project.path}".`;
}

function names(orgs: readonly Org[]): string[] {
  return orgs.map((org) => org.name);
}
