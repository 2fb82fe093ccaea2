import { believe } from "../../base/believe.ts";
import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import { parseJson } from "../../base/json.ts";
import type { ScheduledTasksTable } from "../../store/scheduled-tasks-table.ts";
import type { Store } from "../../store/schema.ts";
import type { Caller } from "../caller.ts";
import { findProject, projectsOf } from "../orgs/find-project.ts";
import type { Project } from "../orgs/orgs.ts";
import { listed, sentences } from "../words.ts";
import { findOrg } from "../access.ts";
import type { Where } from "../where.ts";
import type { Task, TaskDefinition, TaskTarget } from "./tasks.ts";

/** The task meant, with its project. */
export async function findTask(
  store: Store,
  caller: Caller,
  target: TaskTarget,
): Promise<{ readonly project: Project; readonly row: ScheduledTasksTable }> {
  const project = await findProject(store, caller, target);
  const rows = await tasksIn(store, project);
  const row = rows.find(({ name }) => name === target.name);
  if (row !== undefined) return { project, row };
  const names = rows.map(({ name }) => name);
  throw new Refusal(
    "not-found",
    `There is no task ${JSON.stringify(target.name.slice(0, 200))} in ${project.path}.`,
    `Expected the name of a task of the project: ${listed(names)}.`,
    sentences(didYouMean(target.name, names), "Create it with `slipway task create`."),
  );
}

/** Tasks of a project, or of the whole org without `projectPath`, by path. */
export async function listTasks(
  store: Store,
  caller: Caller,
  where: Where,
): Promise<readonly Task[]> {
  const named = (where.projectPath ?? "") !== "";
  const projects = named
    ? [await findProject(store, caller, where)]
    : await projectsOf(store, await findOrg(store, caller, where.org));
  const lists = await Promise.all(
    projects.map(async (project) =>
      Promise.all((await tasksIn(store, project)).map((row) => toTask(store, project, row))),
    ),
  );
  return lists.flat();
}

async function tasksIn(store: Store, project: Project): Promise<readonly ScheduledTasksTable[]> {
  return await store
    .selectFrom("scheduled_tasks")
    .selectAll()
    .where("project_id", "=", project.id)
    .orderBy("name")
    .execute();
}

export function definitionOf(row: Pick<ScheduledTasksTable, "definition">): TaskDefinition {
  return believe<TaskDefinition>(parseJson(row.definition));
}

export async function toTask(
  store: Store,
  project: Project,
  row: ScheduledTasksTable,
): Promise<Task> {
  const owner = await ownerOf(store, row);
  return {
    ...definitionOf(row),
    id: row.id,
    name: row.name,
    path: `${project.path}/${row.name}`,
    org: project.org,
    projectPath: project.projectPath,
    kind: row.kind,
    pipelinePath: row.pipeline_path,
    ...(row.snaplex_path === null ? {} : { snaplexPath: row.snaplex_path }),
    owner: owner.name,
    enabled: row.enabled_ms !== null,
    ...(row.next_ms === null ? {} : { nextMs: row.next_ms }),
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
  };
}

/** The user that a task acts as, with the rights of this moment. */
export async function ownerOf(store: Store, row: ScheduledTasksTable): Promise<Caller> {
  const user = await store
    .selectFrom("users")
    .selectAll()
    .where("id", "=", row.owner_id)
    .executeTakeFirstOrThrow();
  return { userId: user.id, name: user.name, admin: user.admin === 1, proof: "operator" };
}
