import { randomUUID } from "node:crypto";
import { asError } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { ScheduledTasksTable, TaskFiringsTable } from "../../store/scheduled-tasks-table.ts";
import type { Core } from "../core.ts";
import type { Runs } from "../runs/runs.ts";
import { runsAtWork, runTask } from "./run-task.ts";
import { nextTime } from "./schedule.ts";
import { definitionOf } from "./task-rows.ts";

/** Due tasks are looked for this often. */
const lookIntervalMs = 1_000;

/** A firing whose process has not said what came of it for this long is taken over. */
const claimLifeMs = 30_000;

/** How soon the pipeline of an always-on task begins again after it has ended. */
export const alwaysOnPauseMs = 5_000;

/**
 * Starts tasks when they are due. Any number of processes may look at the same rows: whoever moves `next_ms` on has
 * the firing, which is a row of its own before the run begins, so that one that a process leaves behind is found.
 */
export class Scheduler implements AsyncDisposable {
  readonly #core: Core;
  readonly #runs: Pick<Runs, "execute">;
  readonly #holder = randomUUID();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(core: Core, runs: Pick<Runs, "execute">) {
    this.#core = core;
    this.#runs = runs;
    this.#timer = setInterval(() => void this.look().catch(() => undefined), lookIntervalMs);
    this.#timer.unref();
  }

  /** Starts everything that is due now. */
  async look(): Promise<void> {
    if (this.#closed) return;
    this.#looking ??= this.#fireDue().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#looking?.catch(() => undefined);
  }

  async #fireDue(): Promise<void> {
    const { store, clock } = this.#core;
    const nowMs = clock.now();
    const due = await store
      .selectFrom("scheduled_tasks")
      .selectAll()
      .where("next_ms", "<=", nowMs)
      .where("enabled_ms", "is not", null)
      .orderBy("next_ms")
      .limit(100)
      .execute();
    for (const row of due) {
      if (this.#closed) return;
      const firing = await this.#claim(row, nowMs);
      if (firing !== undefined) await this.#fire(row, firing);
    }
    await this.#takeOver(nowMs);
  }

  /** Moves the task on to its next time. Nothing when another process was faster. */
  async #claim(row: ScheduledTasksTable, nowMs: number): Promise<TaskFiringsTable | undefined> {
    const due_ms = row.next_ms ?? nowMs;
    const { schedule } = definitionOf(row);
    const next_ms =
      row.kind === "always_on"
        ? nowMs + alwaysOnPauseMs
        : schedule === undefined
          ? null
          : (nextTime(schedule, nowMs) ?? null);
    const missed = row.kind === "scheduled" && nowMs - due_ms > this.#core.limits.taskLateMsMax;
    const skipped = missed && schedule?.missed !== "once";
    const busy = row.kind === "always_on" && (await runsAtWork(this.#core, row)) > 0;
    const firing: TaskFiringsTable = {
      id: newSnodeId(),
      org_id: row.org_id,
      task_id: row.id,
      due_ms,
      claimed_ms: nowMs,
      holder: this.#holder,
      state: skipped ? "missed" : "claimed",
      ruuid: null,
      reason: skipped ? "No server was there when it was due." : "",
    };
    const won = await this.#core.store.transaction().execute(async (change) => {
      const { numUpdatedRows } = await change
        .updateTable("scheduled_tasks")
        .set({ next_ms })
        .where("id", "=", row.id)
        .where("next_ms", "=", row.next_ms)
        .where("enabled_ms", "is not", null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      if (busy) return true;
      await change.insertInto("task_firings").values(firing).execute();
      const old = change
        .selectFrom("task_firings")
        .select("id")
        .where("task_id", "=", row.id)
        .orderBy("due_ms", "desc")
        .limit(1_000)
        .offset(this.#core.limits.taskFiringsKeptMax);
      await change.deleteFrom("task_firings").where("id", "in", old).execute();
      return true;
    });
    return won && !skipped && !busy ? firing : undefined;
  }

  async #fire(row: ScheduledTasksTable, firing: TaskFiringsTable): Promise<void> {
    try {
      if ((await runsAtWork(this.#core, row)) > 0) {
        return await this.#close(firing, "skipped", "The run before it was still at work.");
      }
      const { ruuid } = await runTask(this.#core, this.#runs, row, { wait: false });
      await this.#close(firing, "started", "", ruuid);
    } catch (thrown) {
      const { message } = asError(thrown);
      const reason = thrown instanceof Refusal ? `${message} ${thrown.reason}` : message;
      await this.#close(firing, "refused", reason);
    }
  }

  async #close(
    firing: Pick<TaskFiringsTable, "id">,
    state: TaskFiringsTable["state"],
    reason: string,
    ruuid: string | null = null,
  ): Promise<void> {
    await this.#core.store
      .updateTable("task_firings")
      .set({ state, reason, ruuid })
      .where("id", "=", firing.id)
      .execute();
  }

  /** Fires again what a process that is gone had claimed, unless its run had begun. */
  async #takeOver(nowMs: number): Promise<void> {
    const { store } = this.#core;
    const left = await store
      .selectFrom("task_firings")
      .selectAll()
      .where("state", "=", "claimed")
      .where("claimed_ms", "<=", nowMs - claimLifeMs)
      .execute();
    for (const firing of left) {
      const { numUpdatedRows } = await store
        .updateTable("task_firings")
        .set({ holder: this.#holder, claimed_ms: nowMs })
        .where("id", "=", firing.id)
        .where("state", "=", "claimed")
        .where("claimed_ms", "=", firing.claimed_ms)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) continue;
      const begun = await store
        .selectFrom("runs")
        .select("ruuid")
        .where("task_id", "=", firing.task_id)
        .where("created_ms", ">=", firing.claimed_ms)
        .executeTakeFirst();
      const row = await store
        .selectFrom("scheduled_tasks")
        .selectAll()
        .where("id", "=", firing.task_id)
        .executeTakeFirst();
      if (begun !== undefined) await this.#close(firing, "started", "", begun.ruuid);
      else if (row !== undefined) await this.#fire(row, firing);
    }
  }
}
