import { z } from "zod";
import type { OpenPipelineView, SnapStatus, Validation } from "../../control/runs/runs.ts";
import { answerDocuments } from "../answer-documents.ts";
import { answerFinding, findingSchema } from "../answer-finding.ts";
import { answerCharacters } from "../answer-limits.ts";
import { answerRunError, runErrorSchema } from "../answer-run-error.ts";
import { parameterTexts, slpFilePath, whichPipeline } from "../common-input.ts";
import { defineTool } from "../define-tool.ts";
import { pipelineSource } from "../pipeline-source.ts";
import { runProgressText } from "../run-progress-text.ts";
import { takeWithin } from "../take-within.ts";

const documentsSchema = z.record(z.string(), z.array(z.unknown()));
const snapStatusSchema = z.object({
  label: z.string(),
  state: z.string(),
  error_count: z.int(),
  message: z.string(),
  fix: z.string(),
  preview: documentsSchema.optional(),
});
const viewSchema = z.object({
  label: z.string(),
  snap: z.string(),
  view_id: z.string(),
  type: z.enum(["document", "binary"]),
});

export default defineTool({
  name: "validate_pipeline",
  toolset: "platform",
  title: "Validate pipeline",
  description:
    "Checks a pipeline statically, then runs it on a few documents without its writers. Use it before execute_pipeline. Returns state, error_count and, per Snap, message and fix. Name the pipeline by pipeline_path, by pipeline_name, or send slp_content.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  },
  long: true,
  input: {
    ...whichPipeline,
    detail: z.enum(["summary", "full"]).default("summary").describe("full adds preview documents"),
  },
  stdioInput: { slp_file_path: slpFilePath },
  contentFieldOf: { slp_file_path: "slp_content" },
  example: { pipeline_path: "/myOrg/myProject/myPipeline" },
  response: z.object({
    pipeline_path: z.string(),
    state: z.enum(["Completed", "Failed", "Stopped"]),
    error_count: z.int(),
    documents_count: z.int(),
    snap_statuses: z.array(snapStatusSchema),
    snap_statuses_omitted: z.int().optional(),
    input_views: z.array(viewSchema),
    output_views: z.array(viewSchema.extend({ documents: z.array(z.unknown()).optional() })),
    errors: z.array(runErrorSchema),
    findings: z.array(findingSchema),
    truncated: z.boolean(),
  }),
  async run(call, input) {
    const { source, snaplexPath: path } = await pipelineSource(call, "validate_pipeline", input);
    const validation = await call.control.runs.validate(call.caller, {
      source,
      snaplexPath: path,
      parameters: parameterTexts(input.parameters),
      signal: call.signal,
      onProgress: (progress) => call.progress(runProgressText(progress)),
    });
    call.note({ org: validation.org });
    return answer(validation, input.detail === "full");
  },
});

function answer(validation: Validation, full: boolean) {
  const byTrouble = [...validation.snapStatuses].toSorted(withTroubleFirst);
  const statuses = takeWithin(byTrouble.map(statusWords), answerCharacters.list / 2);
  const kept = new Set(byTrouble.slice(0, statuses.items.length));
  const findings = takeWithin(validation.findings.map(answerFinding), answerCharacters.findings);
  const errors = takeWithin(validation.errors.map(answerRunError), answerCharacters.findings / 2);
  const inputViews = takeWithin(validation.inputViews.map(viewOf), answerCharacters.findings / 4);
  const outputViews = takeWithin(validation.outputViews.map(viewOf), answerCharacters.findings / 4);
  const shownOutputs = validation.outputViews.slice(0, outputViews.items.length);
  const previews = full ? previewsOf(validation) : undefined;
  const omitted = findings.omitted + errors.omitted + inputViews.omitted + outputViews.omitted;
  return {
    pipeline_path: validation.pipelinePath,
    state: validation.state,
    error_count: validation.errorCount,
    documents_count: validation.documentsCount,
    snap_statuses: validation.snapStatuses
      .filter((status) => kept.has(status))
      .map((status) => ({
        ...statusWords(status),
        ...(previews === undefined ? {} : { preview: previews.ofSnap(status) }),
      })),
    ...(statuses.omitted === 0 ? {} : { snap_statuses_omitted: statuses.omitted }),
    input_views: [...inputViews.items],
    output_views: shownOutputs.map((view) => ({
      ...viewOf(view),
      ...(previews === undefined ? {} : { documents: previews.ofView(view) }),
    })),
    errors: [...errors.items],
    findings: [...findings.items],
    truncated: omitted + statuses.omitted > 0 || previews?.truncated === true,
  };
}

/** What is said of a Snap beside its documents, which have a budget of their own. */
function statusWords({ label, state, errorCount, message, fix }: SnapStatus) {
  return { label, state, error_count: errorCount, message, fix };
}

function viewOf(view: OpenPipelineView) {
  return { label: view.label, snap: view.snapLabel, view_id: view.viewId, type: view.type };
}

function withTroubleFirst(one: SnapStatus, other: SnapStatus): number {
  return Number(hasTrouble(other)) - Number(hasTrouble(one));
}

function hasTrouble(status: SnapStatus): boolean {
  return status.errorCount > 0 || status.message !== "";
}

/** Documents of every view, one budget for all. */
function previewsOf(validation: Validation) {
  const views: Record<string, readonly unknown[]> = {};
  for (const status of validation.snapStatuses) {
    for (const [view, documents] of Object.entries(status.preview)) {
      views[`${status.id} ${view}`] = documents;
    }
  }
  for (const view of validation.outputViews) views[`open ${view.label}`] = view.documents;
  const { documents, truncated } = answerDocuments(views, answerCharacters.fullDocuments);
  return {
    truncated,
    ofView: (view: OpenPipelineView) => [...(documents[`open ${view.label}`] ?? [])],
    ofSnap: (status: SnapStatus) =>
      Object.fromEntries(
        Object.entries(status.preview)
          .filter(([, kept]) => kept.length > 0)
          .map(([view]) => [view, [...(documents[`${status.id} ${view}`] ?? [])]]),
      ),
  };
}
