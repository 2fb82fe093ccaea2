import { throwIfAborted } from "../../base/abort.ts";
import { type Finding, hasErrors } from "../../base/finding.ts";
import { openInputs, openOutputs, type OpenView } from "../../pipeline/graph.ts";
import type { Pipeline, SnapNode } from "../../pipeline/model.ts";
import { readSlp } from "../../pipeline/read-slp.ts";
import { getOwn } from "../../base/json.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import type { PipelineCheck } from "../pipelines/import-pipeline.ts";
import { unreadable } from "../pipelines/unreadable.ts";
import type { Submission } from "./run-service.ts";
import { readSource, type RunnablePipeline, temporary } from "./run-source.ts";
import type {
  OpenPipelineView,
  Run,
  RunFailure,
  RunSnap,
  SnapStatus,
  ValidateOrder,
  Validation,
} from "./runs.ts";

type Preview = (pipeline: RunnablePipeline, submission: Submission) => Promise<Run>;

/** Lint, then a preview run unless lint found errors. Nothing is stored, whatever `duplicateCheck` says. */
export async function validate(
  core: Core,
  check: PipelineCheck,
  caller: Caller,
  order: ValidateOrder,
  preview: Preview,
): Promise<Validation> {
  if (order.signal !== undefined) throwIfAborted(order.signal);
  const runnable =
    order.source.kind === "inline"
      ? await temporary(core, caller, order.source)
      : await readSource(core, check, caller, order.source);
  const read = readSlp(runnable.slp, core.limits);
  if (!read.ok) throw unreadable(read.findings);
  const findings = [
    ...read.findings,
    ...(await check(read.pipeline, { caller, project: runnable.project })),
  ];
  const run = hasErrors(findings)
    ? undefined
    : await preview(runnable, {
        ...order,
        mode: "preview",
        timeoutMs: core.limits.previewTimeoutMs,
      });
  return describe(runnable, read.pipeline, findings, run);
}

function describe(
  runnable: RunnablePipeline,
  pipeline: Pipeline,
  findings: readonly Finding[],
  run: Run | undefined,
): Validation {
  const reports = new Map((run?.snaps ?? []).map((snap) => [snap.id, snap]));
  const snapStatuses = pipeline.snaps.map((snap) =>
    statusOf(
      snap,
      findings.filter((finding) => finding.place.snapId === snap.id),
      reports.get(snap.id),
    ),
  );
  const errors = [
    ...findings.filter((finding) => finding.severity === "error" && !isOfSnap(finding, pipeline)),
    ...(run?.errors ?? []).filter((error) => !isReported(error, snapStatuses)),
  ];
  const ofSnaps = snapStatuses.reduce((sum, status) => sum + status.errorCount, 0);
  const views = (open: readonly OpenView[]): OpenPipelineView[] =>
    open.map((view) => viewOf(view, reports.get(view.snap.id)));
  return {
    state: stateOf(run),
    label: runnable.label,
    pipelinePath: runnable.path,
    org: runnable.project.org,
    ...(run === undefined ? {} : { ruuid: run.ruuid }),
    errorCount: ofSnaps + errors.length,
    documentsCount: run?.documents ?? 0,
    snapStatuses,
    errors: errors.map(({ error, reason, resolution }) => ({ error, reason, resolution })),
    findings,
    inputViews: views(openInputs(pipeline)),
    outputViews: views(openOutputs(pipeline)),
  };
}

function stateOf(run: Run | undefined): Validation["state"] {
  if (run === undefined) return "Failed";
  return run.state === "Completed" || run.state === "Stopped" ? run.state : "Failed";
}

function isOfSnap(finding: Finding, pipeline: Pipeline): boolean {
  return pipeline.snaps.some((snap) => snap.id === finding.place.snapId);
}

/** The error of a run that is one of its Snaps' own is told there. */
function isReported(error: RunFailure, statuses: readonly SnapStatus[]): boolean {
  const status = statuses.find((candidate) => candidate.id === error.snapId);
  return status !== undefined && status.errorCount > 0;
}

function statusOf(
  snap: SnapNode,
  findings: readonly Finding[],
  report: RunSnap | undefined,
): SnapStatus {
  const broken = findings.filter((finding) => finding.severity === "error");
  const doubtful = findings.filter((finding) => finding.severity === "warning");
  const failed = report?.error === undefined ? [] : [report.error];
  const problems = [...broken, ...failed, ...doubtful];
  const messages = [...problems.map(sentenceOf), ...(report?.warnings ?? [])];
  return {
    id: snap.id,
    label: snap.label,
    classId: snap.classId,
    state: report?.state ?? (broken.length > 0 ? "Failed" : "NoUpdate"),
    errorCount: broken.length + Math.max(report?.errorCount ?? 0, failed.length),
    message: messages.join("\n"),
    fix: problems[0]?.resolution ?? "",
    preview: report?.preview ?? {},
  };
}

function sentenceOf({ error, reason }: Pick<RunFailure, "error" | "reason">): string {
  const ended = /[.!?:]$/.test(error) ? error : `${error}.`;
  return reason === "" ? ended : `${ended} ${reason}`;
}

function viewOf({ label, snap, view }: OpenView, report: RunSnap | undefined): OpenPipelineView {
  const documents = getOwn(report?.preview ?? {}, view.label) ?? [];
  return { label, snapLabel: snap.label, viewId: view.id, type: view.type, documents };
}
