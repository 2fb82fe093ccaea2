import { z } from "zod";
import type { ExecutedRun, RunSnap } from "../../control/runs/runs.ts";
import { answerDocuments } from "../answer-documents.ts";
import { answerCharacters } from "../answer-limits.ts";
import { answerRunError, runErrorSchema } from "../answer-run-error.ts";
import { parameterTexts, slpFilePath, whichPipeline } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { pipelineSource } from "../pipeline-source.ts";
import { runProgressText } from "../run-progress-text.ts";
import { takeWithin } from "../take-within.ts";

const snapSchema = z.object({
  label: z.string(),
  state: z.string(),
  in: z.int(),
  out: z.int(),
  errors: z.int(),
  /** Documents out per second. */
  rate: z.number(),
});

export default defineTool({
  name: "execute_pipeline",
  toolset: "platform",
  title: "Execute pipeline",
  description:
    "Runs a pipeline, named by pipeline_path, by pipeline_name, or sent as slp_content, and waits for its end. It really reads and writes; to try it out, use validate_pipeline. Returns state, counts per Snap, errors and the first output documents.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: false,
    openWorldHint: true,
  },
  long: true,
  input: {
    ...whichPipeline,
    duplicate_check: z
      .boolean()
      .default(true)
      .describe("false also stores slp_content, overwriting"),
    wait: z.boolean().default(true).describe("false returns the ruuid at once"),
    timeout_seconds: z.int().min(1).max(86_400).default(300).describe("Stops the run then"),
  },
  stdioInput: { slp_file_path: slpFilePath },
  contentFieldOf: { slp_file_path: "slp_content" },
  example: { pipeline_path: "/myOrg/myProject/myPipeline" },
  response: z.object({
    ruuid: z.string(),
    pipeline_path: z.string(),
    runtime_path_id: z.string(),
    state: z.string(),
    duration_ms: z.number(),
    documents: z.int(),
    error_documents: z.int(),
    snaps: z.array(snapSchema),
    errors: z.array(runErrorSchema),
    outputs: z.record(z.string(), z.array(z.unknown())),
    truncated: z.boolean(),
  }),
  async run(call, input) {
    const { source, snaplexPath: path } = await pipelineSource(call, "execute_pipeline", input);
    const run = await call.control.runs.execute(call.caller, {
      source,
      snaplexPath: path,
      parameters: parameterTexts(input.parameters),
      wait: input.wait,
      timeoutMs: input.timeout_seconds * 1000,
      signal: call.signal,
      onProgress: (progress) => call.progress(runProgressText(progress)),
    });
    call.note({ org: run.org });
    return answer(run);
  },
});

function answer(run: ExecutedRun) {
  const snaps = takeWithin(run.snaps.map(snapOf), answerCharacters.list / 2);
  const errors = takeWithin(run.errors.map(answerRunError), answerCharacters.findings);
  const outputs = answerDocuments(run.outputs, answerCharacters.documents);
  return {
    ruuid: run.ruuid,
    pipeline_path: run.pipelinePath,
    runtime_path_id: run.runtimePathId,
    state: run.state,
    duration_ms: Math.round(run.durationMs),
    documents: run.documents,
    error_documents: run.errorDocuments,
    snaps: [...snaps.items],
    errors: [...errors.items],
    outputs: mutable(outputs.documents),
    truncated: outputs.truncated || snaps.omitted + errors.omitted > 0,
  };
}

function snapOf(snap: RunSnap) {
  const out = total(snap.outputs);
  return {
    label: snap.label,
    state: snap.state,
    in: total(snap.inputs),
    out,
    errors: snap.errorCount,
    rate: snap.activeMs > 0 ? Math.round((out * 1000) / snap.activeMs) : 0,
  };
}

function total(views: RunSnap["inputs"]): number {
  return views.reduce((sum, view) => sum + view.items, 0);
}

function mutable(views: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(views).map(([label, items]) => [label, [...items]]));
}
