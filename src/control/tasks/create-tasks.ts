import { timingSafeEqual } from "node:crypto";
import { Refusal } from "../../base/errors.ts";
import { hashSecret, newSecret, newSnodeId } from "../../base/ids.ts";
import { printJson } from "../../base/json.ts";
import type { ScheduledTasksTable } from "../../store/scheduled-tasks-table.ts";
import type { Caller } from "../caller.ts";
import { checkName } from "../check-name.ts";
import type { Core } from "../core.ts";
import { findProject } from "../orgs/find-project.ts";
import { findPipeline } from "../pipelines/find-pipeline.ts";
import type { Runs } from "../runs/runs.ts";
import { findSnaplex } from "../snaplexes/find-snaplex.ts";
import { readSlt } from "./read-slt.ts";
import { runTask } from "./run-task.ts";
import { checkSchedule, nextTime } from "./schedule.ts";
import { definitionOf, findTask, listTasks, toTask } from "./task-rows.ts";
import type { CreatedTask, NewTask, Task, TaskDefinition, Tasks, TaskTarget } from "./tasks.ts";

const defaultInFlight = 200;
const firingsShown = 50;

export function createTasks(core: Core, runs: Pick<Runs, "execute">): Tasks {
  const { store } = core;
  return {
    create: (caller, task) => createTask(core, caller, task),
    async importSlt(caller, order) {
      const { task, findings } = readSlt(order.slt);
      const { org, projectPath, overwrite } = order;
      const [, ofOrg, ...below] = task.pipelinePath.split("/");
      const pipelinePath =
        task.pipelinePath.startsWith("/") && ofOrg !== org
          ? (below.at(-1) ?? "")
          : task.pipelinePath;
      return {
        ...(await createTask(core, caller, { ...task, pipelinePath, org, projectPath, overwrite })),
        findings,
      };
    },
    list: (caller, where) => listTasks(store, caller, where),
    async get(caller, target) {
      const { project, row } = await findTask(store, caller, target);
      return await toTask(store, project, row);
    },
    setEnabled: (caller, target, enabled) => setEnabled(core, caller, target, enabled),
    async remove(caller, target) {
      const { project, row } = await findTask(store, caller, target);
      const task = await toTask(store, project, row);
      await store.transaction().execute(async (change) => {
        await change.deleteFrom("task_firings").where("task_id", "=", row.id).execute();
        await change.deleteFrom("scheduled_tasks").where("id", "=", row.id).execute();
      });
      return task;
    },
    async rotateToken(caller, target) {
      const { row } = await findTask(store, caller, target);
      if (row.kind !== "triggered") throw noToken(row);
      const token = newSecret();
      const token_hash = hashSecret(token);
      await store
        .updateTable("scheduled_tasks")
        .set({ token_hash })
        .where("id", "=", row.id)
        .execute();
      return token;
    },
    async firings(caller, target) {
      const { row } = await findTask(store, caller, target);
      const firings = await store
        .selectFrom("task_firings")
        .selectAll()
        .where("task_id", "=", row.id)
        .orderBy("due_ms", "desc")
        .limit(firingsShown)
        .execute();
      return firings.map(({ due_ms: dueMs, state, ruuid, reason }) => ({
        dueMs,
        state,
        reason,
        ...(ruuid === null ? {} : { ruuid }),
      }));
    },
    async run(caller, target, order) {
      const { row } = await findTask(store, caller, target);
      return await runTask(core, runs, row, order);
    },
    async runWithToken(target, token, order) {
      const row = await rowOfToken(core, target, token);
      return row === undefined ? undefined : await runTask(core, runs, row, order);
    },
  };
}

async function createTask(core: Core, caller: Caller, task: NewTask): Promise<CreatedTask> {
  const { store, clock, limits } = core;
  const project = await findProject(store, caller, task);
  const name = checkName("task", "name", task.name);
  const inProject = { org: project.org, projectPath: project.projectPath };
  const named = task.pipelinePath.includes("/")
    ? { path: task.pipelinePath }
    : { name: task.pipelinePath };
  const pipeline = await findPipeline(store, caller, { ...inProject, ...named });
  if (pipeline.org !== project.org) throw otherOrg(project.org, pipeline.path);
  const { snaplexPath } = task;
  if (snaplexPath !== undefined)
    await findSnaplex(store, caller, { org: project.org, snaplexPath });
  const definition = definitionIn(core, task);
  const nowMs = clock.now();
  const enabled = task.enabled ?? true;
  const token = task.kind === "triggered" ? newSecret() : undefined;
  const row = await store.transaction().execute(async (change) => {
    const { tasks } = await change
      .selectFrom("scheduled_tasks")
      .select(({ fn }) => fn.countAll<number>().as("tasks"))
      .where("org_id", "=", project.orgId)
      .executeTakeFirstOrThrow();
    const before = await change
      .selectFrom("scheduled_tasks")
      .selectAll()
      .where("project_id", "=", project.id)
      .where("name", "=", name)
      .executeTakeFirst();
    if (before !== undefined && task.overwrite !== true) throw taken(project.path, name);
    if (before === undefined && tasks >= limits.scheduledTasksPerOrgMax) {
      throw tooMany(limits.scheduledTasksPerOrgMax);
    }
    const made: ScheduledTasksTable = {
      id: before?.id ?? newSnodeId(),
      org_id: project.orgId,
      project_id: project.id,
      name,
      owner_id: caller.userId,
      kind: task.kind,
      pipeline_path: pipeline.path,
      snaplex_path: snaplexPath ?? null,
      definition: printJson(definition),
      token_hash: token === undefined ? null : hashSecret(token),
      enabled_ms: enabled ? nowMs : null,
      next_ms: enabled ? firstTime(task.kind, definition, nowMs) : null,
      created_ms: before?.created_ms ?? nowMs,
      updated_ms: nowMs,
    };
    await change
      .insertInto("scheduled_tasks")
      .values(made)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(made))
      .execute();
    return made;
  });
  return { ...(await toTask(store, project, row)), ...(token === undefined ? {} : { token }) };
}

function definitionIn({ limits, clock }: Core, task: NewTask): TaskDefinition {
  const { kind, schedule, maxInFlight = defaultInFlight, maxFailures = 0 } = task;
  if (kind === "scheduled" && schedule === undefined) throw scheduleRequired();
  if (schedule !== undefined) {
    if (kind !== "scheduled") throw scheduleOfAnother(kind);
    checkSchedule(schedule, limits);
  }
  checkWhole("max_in_flight", maxInFlight, 1);
  checkWhole("max_failures", maxFailures, 0);
  if (task.executionTimeoutMs !== undefined)
    checkWhole("execution_timeout", task.executionTimeoutMs, 1);
  const startMs = schedule?.startMs ?? clock.now();
  return {
    parameters: task.parameters ?? {},
    maxInFlight,
    maxFailures,
    ...(schedule === undefined
      ? {}
      : { schedule: schedule.repeat.kind === "interval" ? { ...schedule, startMs } : schedule }),
    ...(task.executionTimeoutMs === undefined
      ? {}
      : { executionTimeoutMs: task.executionTimeoutMs }),
    ...(task.notification === undefined ? {} : { notification: task.notification }),
    ...(task.note === undefined ? {} : { note: task.note }),
  };
}

function firstTime(kind: Task["kind"], { schedule }: TaskDefinition, nowMs: number): number | null {
  if (kind === "always_on") return nowMs;
  return schedule === undefined ? null : (nextTime(schedule, nowMs) ?? null);
}

async function setEnabled(
  core: Core,
  caller: Caller,
  target: TaskTarget,
  enabled: boolean,
): Promise<Task> {
  const { store, clock } = core;
  const { project, row } = await findTask(store, caller, target);
  const nowMs = clock.now();
  const change = {
    enabled_ms: enabled ? nowMs : null,
    next_ms: enabled ? firstTime(row.kind, definitionOf(row), nowMs) : null,
    updated_ms: nowMs,
  };
  await store.updateTable("scheduled_tasks").set(change).where("id", "=", row.id).execute();
  return await toTask(store, project, { ...row, ...change });
}

/** The task at a path that has this token; who has none cannot tell whether there is a task. */
async function rowOfToken(
  { store }: Core,
  target: TaskTarget,
  token: string,
): Promise<ScheduledTasksTable | undefined> {
  const row = await store
    .selectFrom("scheduled_tasks")
    .innerJoin("projects", "projects.id", "scheduled_tasks.project_id")
    .innerJoin("orgs", "orgs.id", "scheduled_tasks.org_id")
    .selectAll("scheduled_tasks")
    .where("orgs.name", "=", target.org ?? "")
    .where("projects.path", "=", target.projectPath ?? "")
    .where("scheduled_tasks.name", "=", target.name)
    .executeTakeFirst();
  const known = Buffer.from(row?.token_hash ?? hashSecret(newSecret()));
  return timingSafeEqual(known, Buffer.from(hashSecret(token))) ? row : undefined;
}

function checkWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new Refusal(
    "invalid-argument",
    `The \`${name}\` is out of range.`,
    `Expected a whole number, ${least} or more; found ${value}.`,
    `Pass another \`${name}\`, or leave it out.`,
  );
}

function scheduleRequired(): Refusal {
  return new Refusal(
    "invalid-argument",
    "A scheduled task needs a schedule.",
    "Expected `schedule` with a cron expression, an interval or a start; found none.",
    'Pass "schedule": {"cron": "30 6 * * 1-5", "timeZone": "Europe/Berlin"}, for example.',
  );
}

function scheduleOfAnother(kind: string): Refusal {
  return new Refusal(
    "invalid-argument",
    `A task that is ${kind} has no schedule.`,
    "Expected a schedule with the kind `scheduled` alone.",
    'Pass "kind": "scheduled", or leave the schedule out.',
  );
}

function taken(project: string, name: string): Refusal {
  return new Refusal(
    "already-exists",
    `The task ${JSON.stringify(name)} already exists in ${project}.`,
    "Expected a name that no task of the project has.",
    "Choose another name, or overwrite it (`overwrite`, `duplicate_check=false`).",
  );
}

function tooMany(most: number): Refusal {
  return new Refusal(
    "limit-reached",
    "The organization has as many tasks as it may.",
    `At most ${most} (scheduledTasksPerOrgMax).`,
    "Delete tasks that are not needed, or ask the operator to raise the limit.",
  );
}

function noToken(row: ScheduledTasksTable): Refusal {
  return new Refusal(
    "conflict",
    `The task ${JSON.stringify(row.name)} has no token.`,
    `Expected a triggered task; this one is ${row.kind}.`,
    "Nothing is to be done: nobody can trigger it over HTTP.",
  );
}

function otherOrg(org: string, path: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The pipeline is of another organization than the task.",
    `Expected a pipeline of ${JSON.stringify(org)}; found ${path}.`,
    `Import the pipeline into ${JSON.stringify(org)} first.`,
  );
}
