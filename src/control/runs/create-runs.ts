import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import type { RunStatesTable } from "../../store/runs-table.ts";
import { findOrg, readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import { pageLimit, readCursor, writeCursor } from "../page.ts";
import type { PipelineCheck } from "../pipelines/import-pipeline.ts";
import type { ActiveRun } from "./active-run.ts";
import { toRun } from "./run-journal.ts";
import type { RunService } from "./run-service.ts";
import { readSource } from "./run-source.ts";
import type { ExecutedRun, ExecuteOrder, Run, RunPage, RunQuery, Runs, RunState } from "./runs.ts";
import { validate } from "./validate.ts";

export function createRuns(core: Core, service: RunService, check: PipelineCheck): Runs {
  const get = (caller: Caller, ruuid: string): Promise<Run> => getRun(core, service, caller, ruuid);
  return {
    execute: (caller, order) => execute(core, service, check, caller, order),
    validate: (caller, order) =>
      validate(core, check, caller, order, async (pipeline, submission) => {
        const active = await service.submit(caller, pipeline, submission);
        await untilEnd(active, order.signal);
        return await get(caller, active.ruuid);
      }),
    get,
    async stop(caller, ruuid) {
      const run = await get(caller, ruuid);
      const active = service.activeRun(ruuid);
      if (active === undefined) throw alreadyEnded(run);
      active.stop();
      await active.ended;
      return await get(caller, ruuid);
    },
    list: (caller, query) => listRuns(core, service, caller, query),
  };
}

async function execute(
  core: Core,
  service: RunService,
  check: PipelineCheck,
  caller: Caller,
  order: ExecuteOrder,
): Promise<ExecutedRun> {
  if (order.signal !== undefined) throwIfAborted(order.signal);
  const pipeline = await readSource(core, check, caller, order.source);
  const active = await service.submit(caller, pipeline, { ...order, mode: "execute" });
  if (order.wait) await untilEnd(active, order.signal);
  const run = await getRun(core, service, caller, active.ruuid);
  return pipeline.stored === undefined ? run : { ...run, stored: pipeline.stored };
}

/** Waits for the end; an abort stops the run first. */
async function untilEnd(active: ActiveRun, signal: AbortSignal | undefined): Promise<void> {
  const abort = (): void => active.stop();
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  try {
    await active.ended;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  if (signal?.aborted === true) throw asError(signal.reason);
}

async function getRun(
  core: Core,
  service: RunService,
  caller: Caller,
  ruuid: string,
): Promise<Run> {
  const { store, clock } = core;
  const row = await store
    .selectFrom("runs")
    .selectAll()
    .where("ruuid", "=", ruuid)
    .executeTakeFirst();
  const orgs = await readableOrgs(store, caller);
  const org = orgs.find((candidate) => candidate.id === row?.org_id);
  if (row === undefined || org === undefined) throw noSuchRun(ruuid);
  const states = await statesOf(core, [ruuid]);
  return withProgress(service, toRun(org.name, row, states.get(ruuid) ?? [], clock.now()));
}

async function statesOf(
  { store }: Core,
  ruuids: readonly string[],
): Promise<Map<string, RunStatesTable[]>> {
  if (ruuids.length === 0) return new Map();
  const rows = await store
    .selectFrom("run_states")
    .selectAll()
    .where("ruuid", "in", ruuids)
    .orderBy("position")
    .execute();
  return Map.groupBy(rows, (row) => row.ruuid);
}

const endStates: ReadonlySet<RunState> = new Set<RunState>(["Completed", "Failed", "Stopped"]);

/** The run with what it has done so far, while it is at work. */
function withProgress(service: RunService, run: Run): Run {
  const progress = service.activeRun(run.ruuid)?.progress;
  return progress === undefined || endStates.has(run.state) ? run : { ...run, ...progress };
}

async function listRuns(
  core: Core,
  service: RunService,
  caller: Caller,
  query: RunQuery,
): Promise<RunPage> {
  const org = await findOrg(core.store, caller, query.org);
  const limit = pageLimit(query.limit, 10);
  let select = core.store
    .selectFrom("runs")
    .selectAll()
    .where("org_id", "=", org.id)
    .where("mode", "=", query.mode ?? "execute");
  if (query.state !== undefined) select = select.where("state", "=", query.state);
  if (query.pipelinePath !== undefined) {
    select = select.where("pipeline_path", "=", query.pipelinePath);
  }
  if (query.cursor !== undefined) {
    const [createdMs = "", ruuid = ""] = readCursor(query.cursor, 2);
    const before = Number(createdMs);
    select = select.where((row) =>
      row.or([
        row("created_ms", "<", before),
        row.and([row("created_ms", "=", before), row("ruuid", "<", ruuid)]),
      ]),
    );
  }
  const rows = await select
    .orderBy("created_ms", "desc")
    .orderBy("ruuid", "desc")
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const states = await statesOf(
    core,
    shown.map((row) => row.ruuid),
  );
  const nowMs = core.clock.now();
  const runs = shown.map((row) =>
    withProgress(service, toRun(org.name, row, states.get(row.ruuid) ?? [], nowMs)),
  );
  const last = shown.at(-1);
  if (rows.length <= limit || last === undefined) return { runs };
  return { runs, nextCursor: writeCursor([last.created_ms, last.ruuid]) };
}

function noSuchRun(ruuid: string): Refusal {
  return new Refusal(
    "not-found",
    `There is no run ${JSON.stringify(ruuid.slice(0, 100))}.`,
    "Expected the `ruuid` of a run in one of your organizations.",
    "List the runs of the organization for their ids.",
  );
}

function alreadyEnded(run: Run): Refusal {
  return new Refusal(
    "conflict",
    "The run has already ended.",
    `Expected a run at work; this one is ${run.state}.`,
    "Nothing is to be done.",
  );
}
