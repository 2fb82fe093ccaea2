import { mkdir, rm } from "node:fs/promises";
import { asError } from "../../base/abort.ts";
import type { Executor, RunHandle } from "../../engine/executor.ts";
import type { RunHost } from "../../engine/run-host.ts";
import type { RunOrder, RunProgress, RunResult } from "../../engine/run-types.ts";
import type { Core } from "../core.ts";
import { Serial } from "../serial.ts";
import { enterStates } from "./run-journal.ts";
import type { Ticket } from "./run-queue.ts";
import type { RunFailure, RunState } from "./runs.ts";

export interface ActiveRunParts {
  readonly core: Core;
  readonly executor: Executor;
  readonly orgId: string;
  readonly order: RunOrder;
  readonly host: Omit<RunHost, "clock" | "random">;
  readonly ticket: Ticket;
  readonly onProgress: (progress: RunProgress) => void;
}

const noProgress: RunProgress = { snaps: [], documents: 0, errorDocuments: 0 };

/** A run from its place in the queue to its end. Each state is on disk before the next is entered. */
export class ActiveRun {
  readonly ended: Promise<void>;
  readonly #parts: ActiveRunParts;
  readonly #journal = new Serial();
  readonly #stopAsked = Promise.withResolvers<void>();
  #stopping = false;
  #ending = false;
  #stopError: RunFailure | undefined;
  #handle: RunHandle | undefined;
  #progress = noProgress;

  constructor(parts: ActiveRunParts) {
    this.#parts = parts;
    this.ended = this.#drive();
    this.ended.catch(() => undefined);
  }

  get ruuid(): string {
    return this.#parts.order.ruuid;
  }

  get orgId(): string {
    return this.#parts.orgId;
  }

  get progress(): RunProgress {
    return this.#progress;
  }

  /** Stops it; `because` says why, when it was not the user. */
  stop(because?: RunFailure): void {
    if (this.#stopping || this.#ending) return;
    this.#stopping = true;
    this.#stopError = because;
    this.#enter(["Stopping"]).catch(() => undefined);
    this.#stopAsked.resolve();
    this.#handle?.stop();
  }

  async #drive(): Promise<void> {
    const { ticket, host } = this.#parts;
    try {
      const result = await this.#run().catch((thrown: unknown) => broken(asError(thrown)));
      await this.#end(result);
    } finally {
      ticket.leave();
      await rm(host.spillDirectory, { recursive: true, force: true });
    }
  }

  async #run(): Promise<RunResult> {
    const { executor, order, host, ticket } = this.#parts;
    await Promise.race([ticket.turn, this.#stopAsked.promise]);
    if (this.#stopping) return stoppedInQueue;
    await mkdir(host.spillDirectory, { recursive: true, mode: 0o700 });
    await this.#enter(["NoUpdate", "Prepared", "Started"]);
    if (this.#stopping) return stoppedInQueue;
    this.#handle = executor.start(order, host, (progress) => {
      this.#progress = progress;
      this.#parts.onProgress(progress);
    });
    return await this.#handle.result;
  }

  async #end(result: RunResult): Promise<void> {
    this.#ending = true;
    const stopError = result.state === "Stopped" ? this.#stopError : undefined;
    const errors = stopError === undefined ? result.errors : [...result.errors, stopError];
    const { snaps, outputs, documents, errorDocuments } = result;
    const end = { snaps, outputs, documents, errorDocuments, errors };
    await this.#journal.run(() =>
      enterStates(this.#parts.core, this.#row, this.#lastStates(result), end),
    );
  }

  #lastStates({ state }: RunResult): readonly RunState[] {
    if (state === "Completed") return ["Completed"];
    if (state === "Failed") return ["Failing", "Failed"];
    return this.#stopping ? ["Stopped"] : ["Stopping", "Stopped"];
  }

  #enter(states: readonly RunState[]): Promise<void> {
    return this.#journal.run(() => enterStates(this.#parts.core, this.#row, states));
  }

  get #row(): { readonly ruuid: string; readonly org_id: string } {
    return { ruuid: this.ruuid, org_id: this.orgId };
  }
}

const stoppedInQueue: RunResult = {
  state: "Stopped",
  errors: [],
  outputs: {},
  durationMs: 0,
  ...noProgress,
};

function broken(failure: Error): RunResult {
  const error = {
    error: "The run could not be started.",
    reason: failure.message,
    resolution: "This is a defect of Slipway; please report it with the pipeline.",
  };
  return { state: "Failed", errors: [error], outputs: {}, durationMs: 0, ...noProgress };
}
