import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../base/clock.ts";
import { assert } from "../../base/errors.ts";
import type { Executor, RunHandle } from "../../engine/executor.ts";
import type { RunHost } from "../../engine/run-host.ts";
import type { RunOrder, RunProgress } from "../../engine/run-types.ts";
import { newRunWorker, type RunWorker } from "./run-worker-thread.ts";
import { WorkerRun } from "./worker-run.ts";

/**
 * Runs each pipeline in a thread of its own, never on the one that serves. One thread is kept ready, so that a run does
 * not wait for the Snaps to be loaded.
 */
export class WorkerExecutor implements Executor, AsyncDisposable {
  readonly #clock: Clock;
  readonly #running = new Set<WorkerRun>();
  #spare: RunWorker | undefined;
  #spareHeapMib: number | undefined;
  #disposed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Loads the Snaps in a spare thread ahead of the next run, and of each run after that. */
  keepWarm(heapMibMax: number): void {
    this.#spareHeapMib = heapMibMax;
    if (this.#disposed || this.#spare !== undefined) return;
    const spare = newRunWorker(heapMibMax);
    this.#spare = spare;
    // A spare thread that fails is nobody's run: the next run starts its own and tells.
    spare.thread.once("error", () => undefined);
    spare.thread.once("exit", () => {
      if (this.#spare === spare) this.#spare = undefined;
    });
  }

  start(
    order: RunOrder,
    host: Omit<RunHost, "clock" | "random">,
    onProgress: (progress: RunProgress) => void,
  ): RunHandle {
    assert(!this.#disposed, "a disposed executor starts no run");
    const worker = this.#takeWorker(order.limits.runHeapMibMax);
    const run = new WorkerRun({ order, host, worker, clock: this.#clock, onProgress });
    this.#running.add(run);
    const result = run.result.finally(() => {
      this.#running.delete(run);
      if (this.#spareHeapMib !== undefined) this.keepWarm(this.#spareHeapMib);
    });
    return { result, stop: () => run.stop() };
  }

  /** Ends what still runs by force; its results are `Stopped`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const running = [...this.#running];
    for (const run of running) run.end();
    await Promise.all([this.#spare?.thread.terminate(), ...running.map((run) => run.result)]);
  }

  /** The spare one, if its heap is of the size that the run may have. */
  #takeWorker(heapMibMax: number): RunWorker {
    const spare = this.#spare;
    this.#spare = undefined;
    if (spare?.heapMibMax === heapMibMax) return spare;
    void spare?.thread.terminate();
    return newRunWorker(heapMibMax);
  }
}

/** A directory for the spill files of one run, gone when it is disposed. */
export async function spillDirectoryIn(
  parent: string,
): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(parent, "run-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
