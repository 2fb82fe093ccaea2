import { asError, throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import { readableOrgs } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import type { PipelineCheck } from "../pipelines/import-pipeline.ts";
import type { ActiveRun } from "./active-run.ts";
import { listRuns, statesOf } from "./list-runs.ts";
import { toRun } from "./run-journal.ts";
import type { RunService } from "./run-service.ts";
import { readSource } from "./run-source.ts";
import type { ExecutedRun, ExecuteOrder, Run, Runs, RunState } from "./runs.ts";
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
    list: (caller, query) => listRuns(core, (run) => withProgress(service, run), caller, query),
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

const endStates: ReadonlySet<RunState> = new Set<RunState>(["Completed", "Failed", "Stopped"]);

/** The run with what it has done so far, while it is at work. */
function withProgress(service: RunService, run: Run): Run {
  const progress = service.activeRun(run.ruuid)?.progress;
  return progress === undefined || endStates.has(run.state) ? run : { ...run, ...progress };
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
