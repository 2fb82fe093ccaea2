import * as z from "zod";
import type { NewTask, TaskTarget } from "../../control/tasks/tasks.ts";
import type { Schedule } from "../../control/tasks/schedule.ts";
import { answerJson } from "../answer.ts";
import { splitAssetPath, splitOrgPath } from "../classic/org-path.ts";
import { defineEndpoint } from "../rest/endpoint.ts";

const tag = "Tasks";
const base = "/api/slipway/v1/tasks";
const text = z.string().max(2_000);
const answers = "json";

const schedule = z.strictObject({
  cron: text.optional().describe("Five fields, or six with seconds in front."),
  everyMs: z.number().optional(),
  timeZone: text.optional().describe("UTC when absent."),
  start: z.iso.datetime({ offset: true }).optional(),
  end: z.iso.datetime({ offset: true }).optional(),
  blackoutDates: z.array(text).optional(),
  missed: z.enum(["skip", "once"]).optional(),
});

const newTask = z.strictObject({
  name: text,
  kind: z.enum(["triggered", "scheduled", "always_on"]),
  pipelinePath: text,
  snaplexPath: text.optional(),
  parameters: z.record(z.string(), z.string()).optional(),
  schedule: schedule.optional(),
  executionTimeoutMs: z.number().optional(),
  maxInFlight: z.number().optional(),
  maxFailures: z.number().optional(),
  notification: z.unknown().optional(),
  note: text.optional(),
  enabled: z.boolean().optional(),
  overwrite: z.boolean().optional(),
});

/** Tasks over REST; `{project}` is `{org}[/{project_path}]`, `{task}` is `{org}/{project_path}/{name}`. */
export const taskEndpoints = [
  defineEndpoint({
    method: "GET",
    path: `${base}/in/{project+}`,
    tag,
    summary: "The tasks of a project, or of a whole organization.",
    answers,
    async handle({ control, caller, at, response }) {
      const tasks = await control.tasks.list(caller, splitOrgPath(at["project"] ?? ""));
      answerJson(response, 200, { tasks });
    },
  }),
  defineEndpoint({
    method: "POST",
    path: `${base}/in/{project+}`,
    tag,
    summary: "Creates a task. The token of a triggered one is in this answer alone.",
    body: newTask,
    answers,
    async handle({ control, caller, at, body, response }) {
      const { schedule: asked, ...rest } = body;
      const task: NewTask = {
        ...rest,
        ...splitOrgPath(at["project"] ?? ""),
        schedule: asked === undefined ? undefined : scheduleOf(asked),
      };
      answerJson(response, 201, await control.tasks.create(caller, task));
    },
  }),
  defineEndpoint({
    method: "POST",
    path: `${base}/import/{project+}`,
    tag,
    summary: "Imports an .slt of the platform; answers what of it is not followed.",
    query: z.object({ overwrite: z.enum(["true", "false"]).optional() }),
    body: z.record(z.string(), z.unknown()),
    answers,
    async handle({ control, caller, at, asked, body, response }) {
      const order = {
        ...splitOrgPath(at["project"] ?? ""),
        slt: JSON.stringify(body),
        overwrite: asked.overwrite === "true",
      };
      answerJson(response, 201, await control.tasks.importSlt(caller, order));
    },
  }),
  defineEndpoint({
    method: "GET",
    path: `${base}/at/{task+}`,
    tag,
    summary: "A task, with the newest times at which it was due.",
    answers,
    async handle({ control, caller, at, response }) {
      const target = targetOf(at["task"]);
      const task = await control.tasks.get(caller, target);
      answerJson(response, 200, { ...task, firings: await control.tasks.firings(caller, target) });
    },
  }),
  defineEndpoint({
    method: "DELETE",
    path: `${base}/at/{task+}`,
    tag,
    summary: "Deletes a task. Its runs stay.",
    answers,
    async handle({ control, caller, at, response }) {
      const { path } = await control.tasks.remove(caller, targetOf(at["task"]));
      answerJson(response, 200, { path, deleted: true });
    },
  }),
  defineEndpoint({
    method: "PUT",
    path: `${base}/enabled/{task+}`,
    tag,
    summary: "Enables or disables a task.",
    body: z.strictObject({ enabled: z.boolean() }),
    answers,
    async handle({ control, caller, at, body, response }) {
      const target = targetOf(at["task"]);
      answerJson(response, 200, await control.tasks.setEnabled(caller, target, body.enabled));
    },
  }),
  defineEndpoint({
    method: "POST",
    path: `${base}/token/{task+}`,
    tag,
    summary: "Makes a new bearer token of a triggered task; the one before is good for nothing.",
    answers,
    async handle({ control, caller, at, response }) {
      answerJson(response, 201, {
        token: await control.tasks.rotateToken(caller, targetOf(at["task"])),
      });
    },
  }),
  defineEndpoint({
    method: "POST",
    path: `${base}/run/{task+}`,
    tag,
    summary: "Runs a task now, whatever its kind; answers when it is queued.",
    body: z.strictObject({ parameters: z.record(z.string(), z.string()).optional() }),
    answers,
    async handle({ control, caller, at, body, response }) {
      const order = { wait: false, parameters: body.parameters };
      const { ruuid, state } = await control.tasks.run(caller, targetOf(at["task"]), order);
      answerJson(response, 202, { ruuid, state });
    },
  }),
];

function targetOf(path: string | undefined): TaskTarget {
  return splitAssetPath(path ?? "");
}

function scheduleOf(asked: z.output<typeof schedule>): Schedule {
  const {
    cron,
    everyMs,
    timeZone = "UTC",
    start,
    end,
    blackoutDates = [],
    missed = "skip",
  } = asked;
  const repeat =
    cron !== undefined
      ? ({ kind: "cron", expression: cron } as const)
      : everyMs !== undefined
        ? ({ kind: "interval", everyMs } as const)
        : ({ kind: "once" } as const);
  return {
    repeat,
    timeZone,
    blackoutDates,
    missed,
    ...(start === undefined ? {} : { startMs: Date.parse(start) }),
    ...(end === undefined ? {} : { endMs: Date.parse(end) }),
  };
}
