import { join } from "node:path";
import { Refusal } from "../../base/errors.ts";
import { newRuuid } from "../../base/ids.ts";
import type { EgressPolicy } from "../../engine/egress/egress-policy.ts";
import type { Executor } from "../../engine/executor.ts";
import type { RunOrder, RunProgress } from "../../engine/run-types.ts";
import { accountsFor } from "../accounts/use-account.ts";
import type { Caller } from "../caller.ts";
import type { Core } from "../core.ts";
import { runFiles } from "../run-files.ts";
import type { SecretVault } from "../secrets/secret-vault.ts";
import { findSnaplex, runtimePathId } from "../snaplexes/find-snaplex.ts";
import { ActiveRun } from "./active-run.ts";
import { beginRun } from "./run-journal.ts";
import type { RunQueue } from "./run-queue.ts";
import { openRunExchange, type RunExchange } from "./run-exchange.ts";
import { refuseMisspeltParameters } from "./misspelt-parameters.ts";
import type { RunnablePipeline } from "./run-source.ts";
import type { OrderingTask, Run } from "./runs.ts";

/** Longest delay that a timer takes. */
const timerMaxMs = 2 ** 31 - 1;

export interface RunServiceParts {
  readonly core: Core;
  readonly executor: Executor;
  readonly queue: RunQueue;
  readonly spillPath: string;
  readonly allowedFileDirectories: readonly string[];
  readonly vault: SecretVault;
  readonly egress: EgressPolicy;
}

export interface Submission {
  readonly snaplexPath?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | null>> | undefined;
  readonly mode: Run["mode"];
  readonly timeoutMs?: number | undefined;
  readonly task?: OrderingTask | undefined;
  readonly exchange?: RunExchange | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
}

/** The runs of this process: takes them in, knows those at work, and ends with them. */
export class RunService implements AsyncDisposable {
  readonly #parts: RunServiceParts;
  readonly #active = new Map<string, ActiveRun>();
  #closing = false;

  constructor(parts: RunServiceParts) {
    this.#parts = parts;
  }

  activeRun(ruuid: string): ActiveRun | undefined {
    return this.#active.get(ruuid);
  }

  /** Queues a run; when this resolves it is on disk as `Queued`. */
  async submit(
    caller: Caller,
    pipeline: RunnablePipeline,
    submission: Submission,
  ): Promise<ActiveRun> {
    const { core, executor, queue, spillPath, allowedFileDirectories, vault } = this.#parts;
    const { project } = pipeline;
    const timeoutMs = checkTimeout(submission.timeoutMs);
    refuseMisspeltParameters(pipeline.slp, submission.parameters, core.limits);
    const { row: snaplex, org } = await findSnaplex(core.store, caller, {
      org: project.org,
      snaplexPath: submission.snaplexPath,
    });
    if (org.id !== project.orgId)
      throw foreignSnaplex(project.org, runtimePathId(org.name, snaplex));
    if (this.#closing) throw closing();
    const exchange =
      submission.exchange === undefined ? undefined : openRunExchange(submission.exchange);
    const order: RunOrder = {
      ...this.#order(caller, pipeline, submission, runtimePathId(org.name, snaplex)),
      ...(exchange === undefined ? {} : { exchange: exchange.order }),
    };
    const ticket = queue.join(snaplex.id);
    try {
      await beginRun(core, {
        ruuid: order.ruuid,
        org_id: org.id,
        label: order.label,
        pipeline_path: pipeline.path,
        project_path: project.projectPath,
        pipeline_version: pipeline.version ?? null,
        runtime_path_id: runtimePathId(org.name, snaplex),
        user_name: caller.name,
        mode: order.mode,
        invoker: submission.task?.invoker ?? "manual",
        task_id: submission.task?.id ?? null,
        created_ms: order.startedMs,
      });
    } catch (failure) {
      ticket.leave();
      throw failure;
    }
    const scope = { org, user: caller.name, allowedFileDirectories };
    const host = runFiles(core, scope);
    const active = new ActiveRun({
      core,
      executor,
      orgId: org.id,
      order,
      host: {
        ...host,
        ...exchange?.wrap(host),
        findAccount: accountsFor(core.store, vault, { org, role: org.role }),
        spillDirectory: join(spillPath, order.ruuid),
      },
      ticket,
      onProgress: (progress) => submission.onProgress?.(progress),
    });
    this.#keep(active, timeoutMs);
    return active;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    const runs = [...this.#active.values()];
    for (const run of runs) run.stop(shutDown);
    await Promise.allSettled(runs.map((run) => run.ended));
  }

  #keep(active: ActiveRun, timeoutMs: number | undefined): void {
    this.#active.set(active.ruuid, active);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => active.stop(timedOut(timeoutMs)), timeoutMs);
    const forget = (): void => {
      clearTimeout(timer);
      this.#active.delete(active.ruuid);
    };
    active.ended.then(forget, forget);
    if (this.#closing) active.stop(shutDown);
  }

  #order(
    caller: Caller,
    pipeline: RunnablePipeline,
    submission: Submission,
    plexPath: string,
  ): RunOrder {
    const { core, egress } = this.#parts;
    return {
      ruuid: newRuuid(pipeline.project.orgId),
      slp: pipeline.slp,
      label: pipeline.label,
      path: pipeline.path,
      projectPath: pipeline.project.path,
      plexPath: `/${plexPath}`,
      user: caller.name,
      parameters: submission.parameters ?? {},
      mode: submission.mode,
      limits: core.limits,
      egress,
      startedMs: core.clock.now(),
    };
  }
}

function checkTimeout(timeoutMs: number | undefined): number | undefined {
  if (timeoutMs === undefined) return undefined;
  if (timeoutMs > 0) return Math.min(timeoutMs, timerMaxMs);
  throw new Refusal(
    "invalid-argument",
    "The timeout is out of range.",
    `Expected more than 0; found ${timeoutMs / 1_000} seconds.`,
    'Pass "timeout_seconds": 300, or leave it out.',
  );
}

const shutDown = {
  error: "The run was stopped.",
  reason: "The server was shut down while the run was at work.",
  resolution: "Run the pipeline again.",
};

function timedOut(timeoutMs: number) {
  return {
    error: "The run was stopped at its timeout.",
    reason: `Expected it to end within ${timeoutMs / 1_000} seconds of being queued.`,
    resolution:
      'Pass a larger "timeout_seconds", or "wait": false and ask for the run later by its `ruuid`.',
  };
}

function closing(): Refusal {
  return new Refusal(
    "snaplex-unavailable",
    "The server is shutting down.",
    "Expected a Snaplex that takes runs; this one ends the runs it has.",
    "Try again when the server is up.",
  );
}

function foreignSnaplex(org: string, found: string): Refusal {
  return new Refusal(
    "invalid-argument",
    "The Snaplex is of another organization than the pipeline.",
    `Expected a Snaplex of "${org}"; found "${found}".`,
    `Leave \`snaplex_path\` out, or pass "${org}/rt/local/dev".`,
  );
}
