import * as z from "zod";
import { Refusal } from "../../base/errors.ts";
import type { Run } from "../../control/runs/runs.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint, type EndpointCall } from "../rest/endpoint.ts";
import { runDetail, runEntry } from "./run-entry.ts";

const tag = "Monitor";
const hourMs = 60 * 60 * 1000;

const states = [
  "Queued",
  "NoUpdate",
  "Prepared",
  "Started",
  "Completed",
  "Failing",
  "Failed",
  "Stopping",
  "Stopped",
] as const;

const filters = z.object({
  level: z.enum(["summary", "detail"]).optional(),
  plex_label: z.string().optional().describe("Name or path of a Snaplex."),
  cc_label: z.string().optional().describe("Name of a node; each Snaplex has one here."),
  pipe_name: z.string().optional(),
  user_id: z.string().optional(),
  state: z.enum(states).optional(),
  invoker: z.enum(["manual", "triggered", "scheduled", "always_on"]).optional(),
  project_path: z.string().optional().describe("Inside the organization, or with it in front."),
  only_owned: z.enum(["true", "false"]).optional().describe("Only runs of the caller."),
  last_hours: z.coerce.number().min(1).max(1_080).optional().describe("1 when absent."),
  start: z.coerce
    .number()
    .int()
    .optional()
    .describe("Milliseconds since 1970; instead of `last_hours`."),
  end: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).optional().describe("10 when absent."),
  offset: z.coerce.number().int().min(0).optional(),
});

export const runtimeEndpoints = [
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/public/runtime/{org}",
    tag,
    summary: "Runs of an organization, the newest first.",
    query: filters,
    async handle({ control, caller, at, asked, response }) {
      const org = await control.orgs.resolve(caller, at["org"]);
      const { plex_label: plex = asked.cc_label, limit = 10, offset = 0 } = asked;
      const snaplex =
        plex === undefined
          ? undefined
          : await control.snaplexes.resolve(caller, { org: org.name, snaplexPath: plex });
      const page = await control.runs.list(caller, {
        org: org.name,
        label: asked.pipe_name,
        user: asked.only_owned === "true" ? caller.name : asked.user_id,
        state: asked.state,
        invoker: asked.invoker,
        projectPath: projectPathIn(org.name, asked.project_path),
        runtimePathId: snaplex?.runtimePathId,
        withinMs: asked.start === undefined ? (asked.last_hours ?? 1) * hourMs : undefined,
        fromMs: asked.start,
        untilMs: asked.end,
        limit,
        offset,
      });
      const entries = page.runs.map(asked.level === "detail" ? runDetail : runEntry);
      answerMap(response, { entries, total: page.total, limit, offset });
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/1/rest/public/runtime/{org}/{ruuid}",
    tag,
    summary: "One run.",
    query: z.object({ level: z.enum(["summary", "detail"]).optional() }),
    async handle(call) {
      const run = await runIn(call);
      answerMap(call.response, call.asked.level === "summary" ? runEntry(run) : runDetail(run));
    },
  }),
  defineEndpoint({
    method: "POST",
    path: "/api/1/rest/public/runtime/stop/{org}/{ruuid}",
    tag,
    summary: "Stops a run; answers when it has ended.",
    async handle(call) {
      const { ruuid } = await runIn(call);
      answerMap(call.response, runEntry(await call.control.runs.stop(call.caller, ruuid)));
    },
  }),
  defineEndpoint({
    method: "POST",
    path: "/api/1/rest/public/runtime/start/{org}/{ruuid}",
    tag,
    summary: "Resumes a suspended run. No run is ever suspended here, so that it always refuses.",
    async handle(call) {
      const { state } = await runIn(call);
      throw new Refusal(
        "conflict",
        "The run is not suspended.",
        `Expected a run in the state Suspended; this one is ${state}, and this build suspends none.`,
        "Run the pipeline again with POST /api/1/rest/pipeline/prepare/{snode_id}.",
      );
    },
  }),
];

async function runIn({ control, caller, at }: EndpointCall): Promise<Run> {
  const org = await control.orgs.resolve(caller, at["org"]);
  const run = await control.runs.get(caller, at["ruuid"] ?? "");
  if (run.org === org.name) return run;
  throw new Refusal(
    "not-found",
    `There is no such run in ${JSON.stringify(org.name)}.`,
    "Expected the id of a run of this organization.",
    `GET /api/1/rest/public/runtime/${org.name} lists them.`,
  );
}

function projectPathIn(org: string, given: string | undefined): string | undefined {
  const path = given?.replaceAll(/^\/+|\/+$/g, "");
  return path?.startsWith(`${org}/`) === true ? path.slice(org.length + 1) : path;
}
