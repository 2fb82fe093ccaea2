import * as z from "zod";
import { Refusal } from "../../base/errors.ts";
import type { Validation } from "../../control/runs/runs.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint } from "../rest/endpoint.ts";
import { orgById } from "./org-by-id.ts";
import { runDetail, runEntry } from "./run-entry.ts";

const tag = "Runs";

const order = z.object({
  runtime_path_id: z
    .string()
    .optional()
    .describe("The only Snaplex of the organization when absent."),
  runtime_label: z.string().optional(),
  do_start: z.boolean().optional().describe("Only `true`, the default: a prepared run starts."),
  async: z.boolean().optional().describe("`false` answers when the run has ended."),
  priority: z.number().optional(),
  queueable: z.boolean().optional(),
  is_suggest: z.boolean().optional().describe("A validation: ends before it is answered."),
  flags: z.looseObject({ is_suggest: z.boolean().optional() }).optional(),
  encryption_keys: z.unknown().optional(),
  pipeline_parameters: z.record(z.string(), z.string().nullable()).optional(),
  timeout: z.number().positive().optional().describe("Seconds; no end when absent."),
});

const level = z.object({
  level: z.enum(["summary", "detail"]).optional(),
  is_suggest: z.string().optional(),
});

export const prepareEndpoints = [
  defineEndpoint({
    method: "POST",
    path: "/api/1/rest/pipeline/prepare/{snode_id}",
    tag,
    summary: "Starts a run, or a validation, of a stored pipeline; answers its `runtime_id`.",
    body: order,
    async handle({ control, caller, at, body, response }) {
      if (body.do_start === false) throw onlyStarted();
      const { path } = await control.pipelines.bySnode(caller, at["snode_id"] ?? "");
      const basics = {
        source: { kind: "stored", target: { path } },
        snaplexPath: body.runtime_path_id,
        parameters: body.pipeline_parameters,
      } as const;
      if (body.is_suggest === true || body.flags?.is_suggest === true) {
        const { ruuid, ...validation } = await control.runs.validate(caller, basics);
        if (ruuid === undefined) throw invalid(validation);
        return answerMap(response, { runtime_id: ruuid });
      }
      const timeoutMs = body.timeout === undefined ? undefined : body.timeout * 1_000;
      const wait = body.async === false;
      const run = await control.runs.execute(caller, { ...basics, wait, timeoutMs });
      answerMap(response, { runtime_id: run.ruuid, ruuid: run.ruuid, state: run.state });
    },
  }),
  defineEndpoint({
    method: "GET",
    path: "/api/2/{org_snode}/rest/pm/runtime/{runtime_id}",
    tag,
    summary: "A run as it stands, to be asked until its state is Completed, Failed or Stopped.",
    query: level,
    async handle(call) {
      const { control, caller, at, asked, response } = call;
      const org = await orgById(call, at["org_snode"] ?? "");
      const run = await control.runs.get(caller, at["runtime_id"] ?? "");
      if (run.org !== org.name) throw otherOrg(org.name);
      answerMap(response, asked.level === "summary" ? runEntry(run) : runDetail(run));
    },
  }),
  defineEndpoint({
    method: "POST",
    path: "/api/1/rest/pipeline/stop/{runtime_id}",
    tag,
    summary: "Stops a run; answers when it has ended.",
    async handle({ control, caller, at, response }) {
      answerMap(response, runEntry(await control.runs.stop(caller, at["runtime_id"] ?? "")));
    },
  }),
];

function onlyStarted(): Refusal {
  return new Refusal(
    "not-supported",
    "A run that is prepared and not started is not supported.",
    "Expected `do_start` true, or left out; found false.",
    'Send "do_start": true; the run waits in the queue of its Snaplex when all slots are taken.',
  );
}

/** A pipeline with errors that lint finds has no run that could be polled. */
function invalid({ errorCount, snapStatuses, errors }: Omit<Validation, "ruuid">): Refusal {
  const atSnap = snapStatuses.find((snap) => snap.errorCount > 0);
  const message = atSnap === undefined ? errors[0]?.error : `${atSnap.label}: ${atSnap.message}`;
  const fix = atSnap?.fix ?? errors[0]?.resolution;
  return new Refusal(
    "invalid-pipeline",
    "The pipeline cannot be validated by running it.",
    `It has ${errorCount} errors. ${message ?? ""}`.trim(),
    fix === undefined || fix === "" ? "Mend the pipeline and import it again." : fix,
  );
}

function otherOrg(org: string): Refusal {
  return new Refusal(
    "not-found",
    `The run is not one of ${JSON.stringify(org)}.`,
    "Expected the id of the organization of the run; a `runtime_id` begins with it.",
    "Put the part of the `runtime_id` before its underscore into the path.",
  );
}
