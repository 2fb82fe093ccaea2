import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Store } from "../../store/schema.ts";
import { findOrg } from "../access.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import type { Where } from "../where.ts";
import { listed, sentences } from "../words.ts";
import type { Org, Project } from "./orgs.ts";

/** Names in a project path: a project, or a project space and a project. */
const projectDepthMax = 2;

/** The project meant, as the caller sees it; `argument` is what the caller calls `projectPath`. */
export async function findProject(
  store: Store,
  caller: Caller,
  where: Where,
  argument = "project_path",
): Promise<Project> {
  const org = await findOrg(store, caller, where.org);
  if ((where.projectPath ?? "") === "") {
    throw projectRequired(
      argument,
      (await projectsOf(store, org)).map((row) => row.projectPath),
    );
  }
  const path = checkProjectPath(org, where.projectPath, argument);
  const project = await projectAt(store, org, path);
  if (project !== undefined) return project;
  const paths = (await projectsOf(store, org)).map((row) => row.projectPath);
  throw new Refusal(
    "not-found",
    `The project ${JSON.stringify(path)} does not exist in ${JSON.stringify(org.name)}.`,
    `Expected the path of a project: ${listed(paths)}.`,
    sentences(didYouMean(path, paths), `Pass one of these as \`${argument}\`.`),
  );
}

/** The project at a path that is known to be well-formed. */
export async function projectAt(
  store: Store,
  org: Pick<Org, "id" | "name">,
  path: string,
): Promise<Project | undefined> {
  const row = await store
    .selectFrom("projects")
    .select(["id", "path"])
    .where("org_id", "=", org.id)
    .where("path", "=", path)
    .executeTakeFirst();
  return row === undefined ? undefined : toProject(org, row);
}

/** By path. */
export async function projectsOf(store: Store, org: Pick<Org, "id" | "name">): Promise<Project[]> {
  const rows = await store
    .selectFrom("projects")
    .select(["id", "path"])
    .where("org_id", "=", org.id)
    .orderBy("path")
    .execute();
  return rows.map((row) => toProject(org, row));
}

export function toProject(
  org: Pick<Org, "id" | "name">,
  row: { readonly id: string; readonly path: string },
): Project {
  return {
    id: row.id,
    orgId: org.id,
    org: org.name,
    projectPath: row.path,
    path: `/${org.name}/${row.path}`,
  };
}

/** The path of a project in its org; slashes at its ends do not count. */
export function checkProjectPath(
  org: Pick<Org, "name">,
  given: string | undefined,
  argument = "project_path",
): string {
  const path = (given ?? "").replace(/^\/+/, "").replace(/\/+$/, "");
  if (path === "") throw projectRequired(argument, []);
  const names = path.split("/");
  if (names[0] === org.name) throw startsWithOrg(org.name, path, argument);
  if (names.length > projectDepthMax) throw tooDeep(path);
  for (const name of names) checkName("project", argument, name);
  return path;
}

function projectRequired(argument: string, paths: readonly string[]): Refusal {
  const example = paths.find((path) => path !== "shared") ?? "shared";
  return new Refusal(
    "invalid-argument",
    "A project path is required.",
    `Expected \`${argument}\`, or a default one in the session; found neither.${paths.length === 0 ? "" : ` There is ${listed(paths)}.`}`,
    `Pass "${argument}": ${JSON.stringify(example)}, or call save_user_preferences with "default_path" once.`,
  );
}

function startsWithOrg(org: string, path: string, argument: string): Refusal {
  const right = path.split("/").slice(1).join("/") || "shared";
  return new Refusal(
    "invalid-argument",
    "The project path starts with the name of the organization.",
    `Expected a path inside ${JSON.stringify(org)}; found ${JSON.stringify(path)}.`,
    argument === "project_path"
      ? `Pass "org": ${JSON.stringify(org)} and "project_path": ${JSON.stringify(right)}.`
      : `Pass "${argument}": ${JSON.stringify(right)}.`,
  );
}

function tooDeep(path: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The project path is too deep.",
    `Expected "project" or "space/project"; found ${JSON.stringify(path.slice(0, 200))}.`,
    "Pass the project alone; names of files and pipelines have arguments of their own.",
  );
}
