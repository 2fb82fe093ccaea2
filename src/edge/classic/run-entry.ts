import type { Project } from "../../control/orgs/orgs.ts";
import type { Run } from "../../control/runs/runs.ts";

/** A run as the platform's monitor shows it. */
export function runEntry(run: Run): Readonly<Record<string, unknown>> {
  const last = run.stateLog.at(-1);
  return {
    id: run.ruuid,
    label: run.label,
    pipe_path: run.pipelinePath,
    path_id: projectOf(run),
    project_path: run.projectPath,
    pipeline_version: run.pipelineVersion ?? null,
    state: run.state,
    state_timestamp: isoTime(last?.atMs ?? run.createdMs),
    create_time: isoTime(run.createdMs),
    duration: run.durationMs,
    documents: run.documents,
    error_documents: run.errorDocuments,
    invoker: run.invoker,
    user_id: run.user,
    runtime_path_id: run.runtimePathId,
    runtime_label: run.runtimePathId.split("/").at(-1),
    cc_label: run.runtimePathId.split("/").at(-1),
    mode: run.mode === "preview" ? "suggest" : "standard",
    parent_ruuid: null,
    subpipes: {},
    has_lints: false,
  };
}

/** The run with its Snaps and errors. */
export function runDetail(run: Run): Readonly<Record<string, unknown>> {
  const [first] = run.errors;
  return {
    ...runEntry(run),
    reason: first?.reason ?? "",
    status_message: first?.error ?? "",
    resolution: first?.resolution ?? "",
    error_list: run.errors.map(({ error, reason, resolution, snapId, snapLabel }) => ({
      message: error,
      reason,
      resolution,
      snap_id: snapId ?? null,
      snap_label: snapLabel ?? null,
    })),
    state_log: run.stateLog.map(({ state, atMs }) => ({
      new_state: state,
      timestamp: isoTime(atMs),
    })),
    snap_map: Object.fromEntries(
      run.snaps.map((snap) => [
        snap.id,
        {
          label: snap.label,
          class_id: snap.classId,
          state: snap.state,
          error_count: snap.errorCount,
          duration: snap.activeMs,
          statistics: {
            input_views: views(snap.inputs),
            output_views: views(snap.outputs),
            error_views: views(snap.errorViews),
          },
          ...(snap.error === undefined
            ? {}
            : {
                status_message: snap.error.error,
                reason: snap.error.reason,
                resolution: snap.error.resolution,
              }),
          ...(snap.preview === undefined ? {} : { suggest_data: { output: snap.preview } }),
        },
      ]),
    ),
    outputs: run.outputs,
  };
}

function views(counts: Run["snaps"][number]["inputs"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    counts.map(({ id, label, items }) => [id, { label, document_count: items }]),
  );
}

function projectOf({ org, projectPath }: Pick<Run, "org" | "projectPath">): Project["path"] {
  return `/${org}/${projectPath}`;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
