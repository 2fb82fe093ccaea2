import { believe } from "../../base/believe.ts";
import type { Clock } from "../../base/clock.ts";
import type { BoundAccount } from "../../engine/accounts.ts";
import { Redactor } from "../../engine/redactor.ts";
import type { RunHost } from "../../engine/run-host.ts";
import type { RunError, RunOrder, RunProgress, RunResult } from "../../engine/run-types.ts";
import { HostServer } from "./host-server.ts";
import type { FromRunner, HostCall, ToRunner } from "./messages.ts";
import { toRefusalData } from "./refusal-data.ts";
import type { RunWorker } from "./run-worker-thread.ts";

export interface WorkerRunOptions {
  readonly order: RunOrder;
  readonly host: Omit<RunHost, "clock" | "random">;
  readonly worker: RunWorker;
  readonly clock: Clock;
  readonly onProgress: (progress: RunProgress) => void;
}

/** One run in its thread, seen from the thread that serves. Whatever happens to the thread, `result` resolves. */
export class WorkerRun {
  readonly result: Promise<RunResult>;
  readonly #options: WorkerRunOptions;
  readonly #server: HostServer;
  readonly #redactor = new Redactor();
  readonly #ended = Promise.withResolvers<RunResult>();
  #last: RunProgress = { snaps: [], documents: 0, errorDocuments: 0 };
  #stopping: NodeJS.Timeout | undefined;

  constructor(options: WorkerRunOptions) {
    const { host, order, worker } = options;
    const { thread } = worker;
    this.#options = options;
    this.#server = new HostServer(host);
    thread.ref();
    thread.on("message", (message: FromRunner) => this.#receive(message));
    thread.once("error", (error) => this.#end(errorOf(error, worker.heapMibMax)));
    thread.once("exit", () => this.#end(vanished));
    this.#send({ kind: "start", order, spillDirectory: host.spillDirectory });
    this.result = this.#resultAfterCleaning();
  }

  /** Asks the run to stop; ends it by force when it has not stopped after `limits.stopGraceMs`. */
  stop(): void {
    if (this.#stopping !== undefined) return;
    this.#send({ kind: "stop" });
    this.#stopping = setTimeout(() => this.end(), this.#options.order.limits.stopGraceMs);
  }

  /** Ends the run by force. */
  end(): void {
    this.#resolve("Stopped", []);
  }

  async #resultAfterCleaning(): Promise<RunResult> {
    const result = await this.#ended.promise;
    clearTimeout(this.#stopping);
    await this.#options.worker.thread.terminate();
    await this.#server.dispose();
    return result;
  }

  #receive(message: FromRunner): void {
    switch (message.kind) {
      case "progress":
        this.#last = message.progress;
        this.#options.onProgress(message.progress);
        break;
      case "result":
        this.#ended.resolve(message.result);
        break;
      case "call":
        void this.#answer(message.id, message.call);
        break;
      default:
    }
  }

  async #answer(id: number, call: HostCall): Promise<void> {
    try {
      const value = await this.#server.answer(call);
      if (call.method === "account") this.#redactor.learn(believe<BoundAccount>(value));
      this.#send({ kind: "answer", id, value }, call.method === "read" ? transferable(value) : []);
    } catch (thrown) {
      this.#send({ kind: "refused", id, refusal: toRefusalData(thrown) });
    }
  }

  #send(message: ToRunner, transfer: ArrayBuffer[] = []): void {
    this.#options.worker.thread.postMessage(message, transfer);
  }

  #end(error: RunError): void {
    if (this.#stopping === undefined) this.#resolve("Failed", [error]);
    else this.#resolve("Stopped", []);
  }

  /** With the counts of the last progress, in which no Snap is left at work. */
  #resolve(state: RunResult["state"], errors: readonly RunError[]): void {
    const { clock, order } = this.#options;
    this.#ended.resolve({
      ...this.#last,
      snaps: this.#last.snaps.map((snap) =>
        snap.state === "Started" || snap.state === "NoUpdate"
          ? { ...snap, state: "Stopped" }
          : snap,
      ),
      state,
      errors: this.#redactor.value(errors),
      outputs: {},
      durationMs: clock.now() - order.startedMs,
    });
  }
}

/** The buffer behind a large chunk, when the chunk is all of it; a part of a larger buffer is copied instead. */
function transferable(chunk: unknown): ArrayBuffer[] {
  if (!(chunk instanceof Uint8Array) || chunk.byteLength < 64 * 1024) return [];
  const { buffer } = chunk;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength;
  return isWhole ? [buffer] : [];
}

const vanished: RunError = {
  error: "The run's thread ended before the run did",
  reason: "It left no word why.",
  resolution: "Run it again.",
};

function errorOf(thrown: unknown, heapMibMax: number): RunError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return {
      error: "The run ran out of memory",
      reason: `It needed more than ${heapMibMax} MiB, the limit runHeapMibMax.`,
      resolution: "Work on smaller documents, or have the operator raise the limit.",
    };
  }
  return {
    error: "The run broke off",
    reason: error.message,
    resolution: "This is a defect of Slipway; please report it with the pipeline.",
  };
}
