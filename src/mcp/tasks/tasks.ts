import { setTimeout as delay } from "node:timers/promises";
import { isObject } from "../../base/json.ts";
import type { Call } from "../call.ts";
import { rpcCode } from "../json-rpc.ts";
import type { EndpointParts } from "../mcp-parts.ts";
import { emptyResult, type Result, resultOf } from "../result.ts";
import { missingCapability, RpcFailure } from "../rpc-failure.ts";
import { ownerOf } from "../sessions.ts";
import { RunningTask } from "./running-task.ts";
import { hasEnded, type TaskRecord } from "./task-table.ts";

export const tasksExtension = "io.modelcontextprotocol/tasks";

const required = { extensions: { [tasksExtension]: {} } };

/** Milliseconds between two looks at a task that clients are advised to let pass. */
const pollIntervalMs = 1_000;

/** The extension that lets a call become a task. */
export class Tasks {
  readonly #parts: EndpointParts;
  readonly #running = new Map<string, RunningTask>();

  constructor(parts: EndpointParts) {
    this.#parts = parts;
  }

  isMethod(method: string): boolean {
    return method === "tasks/get" || method === "tasks/update" || method === "tasks/cancel";
  }

  /** Whether a call of a tool may become a task; refuses one that must, when its client does not know tasks. */
  mayBecome(call: Call): boolean {
    const { name } = call.params;
    const support = this.#parts.surface.taskSupport(call.toolset, String(name));
    if (support === "never") return false;
    const known = knowsTasks(call);
    if (support === "required" && !known) throw missingCapability("the tasks extension", required);
    return known;
  }

  /** Runs a call that may become a task; it does when it takes long or needs input. */
  async call(call: Call, work: (call: Call) => Promise<Result>): Promise<Result> {
    const running = new RunningTask(this.#parts, call, work);
    const patience = new AbortController();
    const soon = delay(this.#parts.taskAfterMs, undefined, { signal: patience.signal });
    soon.catch(() => undefined);
    const first = await Promise.race([running.outcome, running.parked, soon]);
    patience.abort();
    if (first !== undefined) return first;
    this.#running.set(running.id, running);
    const forget = (): void => void this.#running.delete(running.id);
    running.outcome.then(forget, forget);
    const { createdMs } = await running.becomeTask(ownerOf(call.caller), call.toolset);
    const at = new Date(createdMs).toISOString();
    const { taskLifeMs: ttlMs } = this.#parts.limits;
    const task = { taskId: running.id, status: "working", createdAt: at, lastUpdatedAt: at };
    return { ...resultOf({ ...task, ttlMs, pollIntervalMs }), type: "task" };
  }

  async answer(call: Call): Promise<Result> {
    if (!knowsTasks(call)) throw missingCapability("the tasks extension", required);
    const id = call.params["taskId"];
    const record = typeof id === "string" ? await this.#parts.tasks.find(id) : undefined;
    if (
      record === undefined ||
      record.owner !== ownerOf(call.caller) ||
      record.toolset !== call.toolset
    ) {
      throw new RpcFailure(
        rpcCode.invalidParams,
        "Task not found: it never was, it belongs to another caller or path, or its time is over.",
      );
    }
    if (call.method === "tasks/get") return shown(record);
    const running = this.#running.get(record.id);
    if (call.method === "tasks/update") {
      const { inputResponses } = call.params;
      if (!isObject(inputResponses)) {
        throw new RpcFailure(rpcCode.invalidParams, "`inputResponses` must be an object.");
      }
      await running?.update(inputResponses);
    } else if (running !== undefined) {
      await running.cancel();
    } else if (!hasEnded(record.status)) {
      await this.#parts.tasks.change(record.id, { status: "cancelled" });
    }
    return emptyResult;
  }
}

function knowsTasks({ client }: Call): boolean {
  const { extensions } = client;
  return isObject(extensions) && isObject(extensions[tasksExtension]);
}

function shown(record: TaskRecord): Result {
  const { outcome, status, questions, statusMessage } = record;
  const fields = JSON.stringify({
    taskId: record.id,
    status,
    ...(statusMessage === undefined ? {} : { statusMessage }),
    createdAt: new Date(record.createdMs).toISOString(),
    lastUpdatedAt: new Date(record.updatedMs).toISOString(),
    ttlMs: record.ttlMs,
    pollIntervalMs,
  });
  const more = (name: string, text: string): Result => ({
    text: `${fields.slice(0, -1)},"${name}":${text}}`,
  });
  if (status === "completed") return more("result", outcome ?? "{}");
  if (status === "failed") return more("error", outcome ?? "{}");
  if (status === "input_required") return more("inputRequests", questions ?? "{}");
  return { text: fields };
}
