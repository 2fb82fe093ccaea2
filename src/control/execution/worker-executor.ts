import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Clock } from "../../base/clock.ts";
import type { Executor, RunHandle } from "../../engine/executor.ts";
import type { RunHost } from "../../engine/run-host.ts";
import type { RunOrder, RunProgress, RunResult } from "../../engine/run-types.ts";
import { HostServer } from "./host-server.ts";
import type { FromRunner, ToRunner } from "./messages.ts";
import { toRefusalData } from "./refusal-data.ts";
import { transferable } from "./remote-host.ts";

/** MiB of the young generation of a run's heap; documents die young, and a large nursery keeps them from being copied. */
const youngHeapMib = 48;

/**
 * Runs each pipeline in a thread of its own, never on the one that serves. One thread is kept ready, so that a run does
 * not wait for the Snaps to be loaded.
 */
export class WorkerExecutor implements Executor, AsyncDisposable {
  readonly #clock: Clock;
  readonly #running = new Set<Worker>();
  #spare: Worker | undefined;
  #spareHeapMib: number | undefined;
  #disposed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Loads the Snaps in a spare thread ahead of the next run, and of each run after that. */
  keepWarm(heapMibMax: number): void {
    this.#spareHeapMib = heapMibMax;
    if (this.#disposed || this.#spare !== undefined) return;
    const spare = newWorker(heapMibMax);
    this.#spare = spare;
    // A spare thread that fails is nobody's run: the next run starts its own and tells.
    spare.once("error", () => undefined);
    spare.once("exit", () => {
      if (this.#spare === spare) this.#spare = undefined;
    });
  }

  start(
    order: RunOrder,
    host: Omit<RunHost, "clock" | "random">,
    onProgress: (progress: RunProgress) => void,
  ): RunHandle {
    const worker = this.#spare ?? newWorker(order.limits.runHeapMibMax);
    this.#spare = undefined;
    worker.ref();
    this.#running.add(worker);
    const server = new HostServer(host);
    let last: RunProgress = { snaps: [], documents: 0, errorDocuments: 0 };
    let stopping: NodeJS.Timeout | undefined;
    const ended = Promise.withResolvers<RunResult>();
    const endWith = (
      state: RunResult["state"],
      error: string,
      reason: string,
      resolution: string,
    ): void =>
      ended.resolve({
        ...last,
        state,
        errors: state === "Stopped" ? [] : [{ error, reason, resolution }],
        outputs: {},
        durationMs: this.#clock.now() - order.startedMs,
      });
    const send = (message: ToRunner, transfer: ArrayBuffer[] = []): void =>
      worker.postMessage(message, transfer);
    worker.on("message", (message: FromRunner) => {
      if (message.kind === "progress") {
        last = message.progress;
        onProgress(message.progress);
      } else if (message.kind === "result") ended.resolve(message.result);
      else if (message.kind === "call") {
        const { id, call } = message;
        server.answer(call).then(
          (value) =>
            send(
              { kind: "answer", id, value },
              value instanceof Uint8Array ? transferable(value) : [],
            ),
          (thrown: unknown) => send({ kind: "refused", id, refusal: toRefusalData(thrown) }),
        );
      }
    });
    worker.once("error", (error) => {
      const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (stopping !== undefined) endWith("Stopped", "", "", "");
      else if (outOfMemory) {
        const reason = `It needed more than ${order.limits.runHeapMibMax} MiB, the limit runHeapMibMax.`;
        endWith(
          "Failed",
          "The run ran out of memory",
          reason,
          "Work on smaller documents, or have the operator raise the limit.",
        );
      } else
        endWith(
          "Failed",
          "The run broke off",
          error.message,
          "This is a defect of Slipway; please report it with the pipeline.",
        );
    });
    worker.once("exit", () => {
      if (stopping !== undefined) endWith("Stopped", "", "", "");
      else
        endWith(
          "Failed",
          "The run's thread ended before the run did",
          "It left no word why.",
          "Run it again.",
        );
    });
    send({ kind: "start", order, spillDirectory: host.spillDirectory });
    const result = ended.promise.finally(async () => {
      clearTimeout(stopping);
      this.#running.delete(worker);
      await worker.terminate();
      await server.dispose();
      if (this.#spareHeapMib !== undefined) this.keepWarm(this.#spareHeapMib);
    });
    return {
      result,
      stop: () => {
        if (stopping !== undefined) return;
        send({ kind: "stop" });
        stopping = setTimeout(() => void worker.terminate(), order.limits.stopGraceMs);
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const workers = [...this.#running, ...(this.#spare === undefined ? [] : [this.#spare])];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** A directory for the spill files of one run, gone when it is disposed. */
export async function spillDirectoryIn(
  parent: string,
): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(parent, "run-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function newWorker(heapMibMax: number): Worker {
  const entry = new URL(
    import.meta.url.endsWith(".ts") ? "./run-worker.ts" : "./run-worker.js",
    import.meta.url,
  );
  const worker = new Worker(entry, {
    resourceLimits: { maxOldGenerationSizeMb: heapMibMax, maxYoungGenerationSizeMb: youngHeapMib },
  });
  worker.unref();
  return worker;
}
