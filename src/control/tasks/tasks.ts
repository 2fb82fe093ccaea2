import type { Finding } from "../../base/finding.ts";
import type { Caller } from "../caller.ts";
import type { RunExchange } from "../runs/run-exchange.ts";
import type { ExecutedRun } from "../runs/runs.ts";
import type { Where } from "../where.ts";
import type { Schedule } from "./schedule.ts";

/** Tasks: what starts a pipeline by an HTTP request, on a schedule, or so that it is always running. */
export interface Tasks {
  /** Refuses a taken name, a pipeline that is not there, and a schedule that cannot be followed. */
  create(caller: Caller, task: NewTask): Promise<CreatedTask>;
  /** An `.slt` as the platform exports it. What it has and this build does not follow is told as findings. */
  importSlt(caller: Caller, order: SltImport): Promise<ImportedTask>;
  list(caller: Caller, where: Where): Promise<readonly Task[]>;
  get(caller: Caller, target: TaskTarget): Promise<Task>;
  /** Enabling forgets the failures there were, and begins with the next time from now on. */
  setEnabled(caller: Caller, target: TaskTarget, enabled: boolean): Promise<Task>;
  remove(caller: Caller, target: TaskTarget): Promise<Task>;
  /** Makes a new bearer token; the one before is good for nothing. */
  rotateToken(caller: Caller, target: TaskTarget): Promise<string>;
  /** The newest times at which it was due, and what came of them. */
  firings(caller: Caller, target: TaskTarget): Promise<readonly TaskFiring[]>;
  /** Runs it now, as its owner; rejects with the reason of the signal when that is aborted. */
  run(caller: Caller, target: TaskTarget, order?: TaskOrder): Promise<ExecutedRun>;
  /** The same for whoever has the bearer token of a triggered task; nothing when it has another one. */
  runWithToken(
    target: TaskTarget,
    token: string,
    order: TaskOrder,
  ): Promise<ExecutedRun | undefined>;
}

export interface TaskTarget extends Where {
  readonly name: string;
}

export type TaskKind = "triggered" | "scheduled" | "always_on";

export interface TaskDefinition {
  readonly parameters: Readonly<Record<string, string>>;
  readonly schedule?: Schedule | undefined;
  /** A run is stopped after this. */
  readonly executionTimeoutMs?: number | undefined;
  /** Runs at work and queued; a triggered task refuses more. */
  readonly maxInFlight: number;
  /** Failed runs in a row after which it is disabled; 0 for never. */
  readonly maxFailures: number;
  /** Kept as it was given; nobody is notified yet. */
  readonly notification?: unknown;
  readonly note?: string | undefined;
}

type Given<T> = { readonly [Field in keyof T]?: T[Field] | undefined };

export interface NewTask extends TaskTarget, Given<TaskDefinition> {
  readonly kind: TaskKind;
  /** `/Org/Project/Name`, or a name in the project of the task. */
  readonly pipelinePath: string;
  readonly snaplexPath?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Overwrites a task of the same name. */
  readonly overwrite?: boolean | undefined;
}

export interface Task extends TaskDefinition {
  /** 24 hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  /** `/Org/Project/Name`. */
  readonly path: string;
  readonly org: string;
  readonly projectPath: string;
  readonly kind: TaskKind;
  readonly pipelinePath: string;
  readonly snaplexPath?: string;
  /** Name of the user that its runs act as. */
  readonly owner: string;
  readonly enabled: boolean;
  readonly nextMs?: number;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface CreatedTask extends Task {
  /** Of a triggered task; shown this once. */
  readonly token?: string;
}

export interface SltImport extends Where {
  /** The text of the `.slt`. */
  readonly slt: string;
  readonly overwrite?: boolean | undefined;
}

export interface ImportedTask extends CreatedTask {
  readonly findings: readonly Finding[];
}

export interface TaskFiring {
  readonly dueMs: number;
  readonly state: "claimed" | "started" | "skipped" | "missed" | "refused";
  readonly ruuid?: string;
  readonly reason: string;
}

export interface TaskOrder {
  /** Override those of the task. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly wait?: boolean | undefined;
  readonly exchange?: RunExchange | undefined;
  readonly signal?: AbortSignal | undefined;
}
