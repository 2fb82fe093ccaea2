import { Refusal } from "../../base/errors.ts";
import type { ScheduledTasksTable } from "../../store/scheduled-tasks-table.ts";
import type { Core } from "../core.ts";
import type { ExecutedRun, Runs } from "../runs/runs.ts";
import { definitionOf, ownerOf } from "./task-rows.ts";
import type { TaskOrder } from "./tasks.ts";

/** Starts the pipeline of a task as the owner; refuses while it is disabled, and past its limits. */
export async function runTask(
  core: Core,
  runs: Pick<Runs, "execute">,
  row: ScheduledTasksTable,
  order: TaskOrder = {},
): Promise<ExecutedRun> {
  if (row.enabled_ms === null) throw disabled(row);
  const { parameters, executionTimeoutMs, maxInFlight, maxFailures } = definitionOf(row);
  await refuseAfterFailures(core, row, row.enabled_ms, maxFailures);
  const most = Math.min(maxInFlight, core.limits.taskInFlightMax);
  if ((await runsAtWork(core, row)) >= most) throw tooMany(row, most);
  const source = { kind: "stored", target: { path: row.pipeline_path } } as const;
  return await runs.execute(await ownerOf(core.store, row), {
    source,
    snaplexPath: row.snaplex_path ?? undefined,
    parameters: { ...parameters, ...order.parameters },
    wait: order.wait ?? true,
    timeoutMs: executionTimeoutMs,
    task: { id: row.id, invoker: row.kind },
    exchange: order.exchange,
    signal: order.signal,
  });
}

/** Runs of the task that have not ended. */
export async function runsAtWork({ store }: Core, row: ScheduledTasksTable): Promise<number> {
  const { runs } = await store
    .selectFrom("runs")
    .select(({ fn }) => fn.countAll<number>().as("runs"))
    .where("task_id", "=", row.id)
    .where("ended_ms", "is", null)
    .executeTakeFirstOrThrow();
  return runs;
}

/** A task whose last runs all failed is disabled, so that it does no more harm. */
async function refuseAfterFailures(
  { store, clock }: Core,
  row: ScheduledTasksTable,
  sinceMs: number,
  maxFailures: number,
): Promise<void> {
  if (maxFailures === 0) return;
  const last = await store
    .selectFrom("runs")
    .select("state")
    .where("task_id", "=", row.id)
    .where("created_ms", ">=", sinceMs)
    .where("ended_ms", "is not", null)
    .orderBy("created_ms", "desc")
    .limit(maxFailures)
    .execute();
  if (last.length < maxFailures || last.some(({ state }) => state !== "Failed")) return;
  await store
    .updateTable("scheduled_tasks")
    .set({ enabled_ms: null, next_ms: null, updated_ms: clock.now() })
    .where("id", "=", row.id)
    .execute();
  throw new Refusal(
    "conflict",
    `The task ${JSON.stringify(row.name)} is disabled after ${maxFailures} failed runs in a row.`,
    `It may fail ${maxFailures} times (max_failures); its runs say what went wrong.`,
    `Mend the pipeline ${row.pipeline_path}, then enable the task again.`,
  );
}

function disabled(row: ScheduledTasksTable): Refusal {
  return new Refusal(
    "conflict",
    `The task ${JSON.stringify(row.name)} is disabled.`,
    "Expected a task that is enabled.",
    "Enable it with `slipway task enable`, or PUT …/enabled.",
  );
}

function tooMany(row: ScheduledTasksTable, most: number): Refusal {
  return new Refusal(
    "limit-reached",
    `The task ${JSON.stringify(row.name)} has as many runs at work as it may.`,
    `At most ${most} may be at work or queued (max_in_flight, taskInFlightMax).`,
    "Try again when one has ended.",
  );
}
