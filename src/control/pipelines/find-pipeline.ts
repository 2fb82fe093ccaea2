import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Store } from "../../store/schema.ts";
import { readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import { findProject } from "../orgs/find-project.ts";
import type { Project } from "../orgs/orgs.ts";
import { listed, sentences } from "../words.ts";
import type { PipelineInfo, PipelineTarget, StoredPipeline } from "./pipelines.ts";

/** The stored pipeline that a caller means. */
export async function findPipeline(
  store: Store,
  caller: Caller,
  target: PipelineTarget,
  version?: number,
): Promise<StoredPipeline> {
  const { project, name } = await locatePipeline(store, caller, target);
  const found = await pipelineIn(store, project, name, version);
  if (found !== undefined) return found;
  throw version === undefined
    ? await noSuchPipeline(store, project, name)
    : noSuchVersion(name, version);
}

/** The stored pipeline of a `snode_id`, in any org of the caller. */
export async function pipelineBySnode(
  store: Store,
  caller: Caller,
  snodeId: string,
  version?: number,
): Promise<StoredPipeline> {
  const row = await store
    .selectFrom("pipelines")
    .innerJoin("projects", "projects.id", "pipelines.project_id")
    .select(["pipelines.name", "pipelines.org_id", "projects.path"])
    .where("pipelines.id", "=", snodeId)
    .executeTakeFirst();
  const orgs = await readableOrgs(store, caller);
  const org = orgs.find((candidate) => candidate.id === row?.org_id);
  if (row === undefined || org === undefined) throw noSuchSnode(snodeId);
  const target = { path: `/${org.name}/${row.path}/${row.name}` };
  return await findPipeline(store, caller, target, version);
}

/** Project and name that a target means, whether or not there is such a pipeline. */
export async function locatePipeline(
  store: Store,
  caller: Caller,
  target: PipelineTarget,
): Promise<{ readonly project: Project; readonly name: string }> {
  const given = target.path ?? target.name ?? "";
  const names = given.split("/").filter((name) => name !== "");
  const name = names.at(-1);
  if (name === undefined) throw targetRequired();
  if (names.length === 1 && !given.startsWith("/")) {
    return { project: await findProject(store, caller, target), name };
  }
  const orgs = await readableOrgs(store, caller);
  const hasOrg = given.startsWith("/") || orgs.some((org) => org.name === names[0]);
  const where = hasOrg
    ? { org: names[0], projectPath: names.slice(1, -1).join("/") }
    : { org: target.org, projectPath: names.slice(0, -1).join("/") };
  if (where.projectPath === "") throw pathTooShort(given);
  return { project: await findProject(store, caller, where), name };
}

/** The newest or another version of the pipeline of that name in a project. */
export async function pipelineIn(
  store: Store,
  project: Project,
  name: string,
  version?: number,
): Promise<StoredPipeline | undefined> {
  const row = await store
    .selectFrom("pipelines")
    .innerJoin("pipeline_versions", "pipeline_versions.pipeline_id", "pipelines.id")
    .select([
      "pipelines.id",
      "pipelines.name",
      "pipelines.created_ms",
      "pipelines.updated_ms",
      "pipeline_versions.version",
      "pipeline_versions.slp",
    ])
    .where("pipelines.project_id", "=", project.id)
    .where("pipelines.name", "=", name)
    .where((build) =>
      build("pipeline_versions.version", "=", version ?? build.ref("pipelines.version")),
    )
    .executeTakeFirst();
  return row === undefined ? undefined : { ...toInfo(project, row), slp: row.slp };
}

export function toInfo(
  project: Project,
  row: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly created_ms: number;
    readonly updated_ms: number;
  },
): PipelineInfo {
  return {
    name: row.name,
    path: `${project.path}/${row.name}`,
    org: project.org,
    projectPath: project.projectPath,
    snodeId: row.id,
    version: row.version,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
  };
}

async function noSuchPipeline(store: Store, project: Project, name: string): Promise<Refusal> {
  const rows = await store
    .selectFrom("pipelines")
    .innerJoin("projects", "projects.id", "pipelines.project_id")
    .select(["pipelines.name", "projects.path"])
    .where("pipelines.org_id", "=", project.orgId)
    .orderBy("pipelines.name")
    .execute();
  const here = rows.filter((row) => row.path === project.projectPath).map((row) => row.name);
  const elsewhere = rows
    .filter((row) => row.name === name)
    .map((row) => `/${project.org}/${row.path}/${name}`);
  return new Refusal(
    "not-found",
    `There is no pipeline ${JSON.stringify(name)} in ${project.path}.`,
    `Expected the name of a pipeline of the project: ${listed(here)}.`,
    sentences(
      elsewhere.length > 0 ? `There is ${listed(elsewhere, 3)}.` : didYouMean(name, here),
      "Pass its `pipeline_path`, or import it first.",
    ),
  );
}

function noSuchSnode(snodeId: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no pipeline ${JSON.stringify(snodeId.slice(0, 100))}.`,
    "Expected the `snode_id` of a pipeline, 24 hexadecimal digits.",
    "List the assets of the project for their ids, or import the pipeline first.",
  );
}

function noSuchVersion(name: string, version: number): Refusal {
  return new Refusal(
    "not-found",
    `The pipeline ${JSON.stringify(name)} has no version ${version}.`,
    "Expected a version that was imported; they count from 1.",
    "List the versions of the pipeline.",
  );
}

function targetRequired(): Refusal {
  return new Refusal(
    "invalid-argument",
    "A pipeline is required.",
    "Expected `pipeline_path`, `pipeline_name` or `slp_content`; found none of them.",
    'Pass "pipeline_path": "/myOrg/myProject/myPipeline", or a `pipeline_name` with `project_path`.',
  );
}

function pathTooShort(path: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The pipeline path is too short.",
    `Expected "/org/project/name" or "/org/space/project/name"; found ${JSON.stringify(path.slice(0, 200))}.`,
    'Pass a path such as "/myOrg/myProject/myPipeline".',
  );
}
