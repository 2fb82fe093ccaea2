import { believe } from "../../base/believe.ts";
import { parseJson, printJson } from "../../base/json.ts";
import type { RunsTable, RunStatesTable } from "../../store/runs-table.ts";
import type { Core } from "../core.ts";
import type { Run, RunState } from "./runs.ts";

/** What of a run is kept as one text. */
export type RunReport = Pick<Run, "snaps" | "errors" | "outputs">;

export type RunEnd = RunReport & Pick<Run, "documents" | "errorDocuments">;

const emptyReport: RunReport = { snaps: [], errors: [], outputs: {} };

/** A run as it begins: what is known before it has a state. */
export type NewRun = Pick<
  RunsTable,
  | "ruuid"
  | "org_id"
  | "label"
  | "pipeline_path"
  | "project_path"
  | "pipeline_version"
  | "runtime_path_id"
  | "user_name"
  | "mode"
  | "invoker"
  | "task_id"
  | "created_ms"
>;

/** Takes a run down as `Queued`. */
export async function beginRun({ store, changes }: Core, run: NewRun): Promise<void> {
  const { ruuid, org_id, created_ms: at_ms } = run;
  await store.transaction().execute(async (change) => {
    await change
      .insertInto("runs")
      .values({
        ...run,
        state: "Queued",
        ended_ms: null,
        documents: 0,
        error_documents: 0,
        report: printJson(emptyReport),
      })
      .execute();
    const first = { ruuid, org_id, position: 0, state: "Queued", at_ms };
    await change.insertInto("run_states").values(first).execute();
  });
  changes.tell({ kind: "run", name: ruuid, listChanged: false });
}

/** Takes down the states that a run entered, in one commit; with `end` the last of them is its last. */
export async function enterStates(
  { store, clock, changes }: Core,
  run: Pick<NewRun, "ruuid" | "org_id">,
  states: readonly RunState[],
  end?: RunEnd,
): Promise<void> {
  const last = states.at(-1);
  if (last === undefined) return;
  const at_ms = clock.now();
  await store.transaction().execute(async (change) => {
    const { ruuid, org_id } = run;
    const { position } = await change
      .selectFrom("run_states")
      .select(({ fn }) => fn.countAll<number>().as("position"))
      .where("ruuid", "=", ruuid)
      .executeTakeFirstOrThrow();
    const rows = states.map((state, index) => ({
      ruuid,
      org_id,
      position: position + index,
      state,
      at_ms,
    }));
    await change.insertInto("run_states").values(rows).execute();
    const ended = end === undefined ? {} : endColumns(end, at_ms);
    await change
      .updateTable("runs")
      .set({ state: last, ...ended })
      .where("ruuid", "=", ruuid)
      .execute();
  });
  changes.tell({ kind: "run", name: run.ruuid, listChanged: false });
}

function endColumns(end: RunEnd, endedMs: number) {
  const { snaps, errors, outputs } = end;
  return {
    ended_ms: endedMs,
    documents: end.documents,
    error_documents: end.errorDocuments,
    report: printJson({ snaps, errors, outputs }),
  };
}

/** Ends the runs that were not finished when the process that had them ended. */
export async function failInterruptedRuns(core: Core): Promise<void> {
  const rows = await core.store
    .selectFrom("runs")
    .select(["ruuid", "org_id", "state"])
    .where("ended_ms", "is", null)
    .execute();
  for (const row of rows) {
    const error = {
      error: "The run was interrupted.",
      reason: `The server ended while the run was in the state ${row.state}; what it had not yet written is lost.`,
      resolution: "Check what it has written, and run the pipeline again.",
    };
    const end = { ...emptyReport, errors: [error], documents: 0, errorDocuments: 0 };
    await enterStates(core, row, row.state === "Failing" ? ["Failed"] : ["Failing", "Failed"], end);
  }
}

export function toRun(
  org: string,
  row: RunsTable,
  states: readonly RunStatesTable[],
  nowMs: number,
): Run {
  const report = believe<RunReport>(parseJson(row.report));
  return {
    ruuid: row.ruuid,
    org,
    label: row.label,
    pipelinePath: row.pipeline_path,
    projectPath: row.project_path,
    ...(row.pipeline_version === null ? {} : { pipelineVersion: row.pipeline_version }),
    runtimePathId: row.runtime_path_id,
    user: row.user_name,
    mode: row.mode,
    invoker: row.invoker,
    state: believe<RunState>(row.state),
    stateLog: states.map(({ state, at_ms }) => ({
      state: believe<RunState>(state),
      atMs: at_ms,
    })),
    createdMs: row.created_ms,
    durationMs: (row.ended_ms ?? nowMs) - row.created_ms,
    documents: row.documents,
    errorDocuments: row.error_documents,
    ...report,
  };
}
