import { believe } from "../../base/believe.ts";
import type { TasksTable } from "../../store/tasks-table.ts";
import type { Core } from "../core.ts";
import type { CallTask, CallTasks } from "./call-tasks.ts";

const ended = ["completed", "failed", "cancelled"];

export function createCallTasks({ store, clock, limits }: Core): CallTasks {
  return {
    add: (task) =>
      store.transaction().execute(async (change) => {
        await change
          .deleteFrom("tasks")
          .where("owner", "=", task.owner)
          .where("status", "in", ended)
          .where((where) => where(where("created_ms", "+", where.ref("ttl_ms")), "<", clock.now()))
          .execute();
        const { count } = await change
          .selectFrom("tasks")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .where("owner", "=", task.owner)
          .executeTakeFirstOrThrow();
        if (count >= limits.tasksPerCallerMax) return "owner-full";
        await change.insertInto("tasks").values(toRow(task)).execute();
        return "added";
      }),
    async find(id) {
      const row = await store
        .selectFrom("tasks")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined || isOver(row)) return undefined;
      return toTask(row);
    },
    async change(id, { status, statusMessage, outcome, questions }) {
      await store
        .updateTable("tasks")
        .set({
          updated_ms: clock.now(),
          ...(status === undefined ? {} : { status }),
          ...(statusMessage === undefined ? {} : { status_message: statusMessage }),
          ...(outcome === undefined ? {} : { outcome }),
          ...(questions === undefined ? {} : { questions }),
        })
        .where("id", "=", id)
        .where("status", "not in", ended)
        .execute();
    },
  };

  function isOver(row: TasksTable): boolean {
    return ended.includes(row.status) && clock.now() > row.created_ms + row.ttl_ms;
  }
}

/** Ends the tasks that were at work when the process ended. */
export async function failInterruptedTasks({ store, clock }: Core): Promise<void> {
  const error = {
    code: -32603,
    message:
      "The server was restarted while the task was at work. What it had changed by then stays changed: look at it, then call the tool again.",
  };
  await store
    .updateTable("tasks")
    .set({ status: "failed", outcome: JSON.stringify(error), updated_ms: clock.now() })
    .where("status", "not in", ended)
    .execute();
}

function toRow(task: CallTask): TasksTable {
  return {
    id: task.id,
    owner: task.owner,
    toolset: task.toolset,
    status: task.status,
    status_message: task.statusMessage ?? null,
    created_ms: task.createdMs,
    updated_ms: task.updatedMs,
    ttl_ms: task.ttlMs,
    outcome: task.outcome ?? null,
    questions: task.questions ?? null,
  };
}

function toTask(row: TasksTable): CallTask {
  return {
    id: row.id,
    owner: row.owner,
    toolset: row.toolset,
    status: believe<CallTask["status"]>(row.status),
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    ttlMs: row.ttl_ms,
    ...(row.status_message === null ? {} : { statusMessage: row.status_message }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.questions === null ? {} : { questions: row.questions }),
  };
}
