import { Worker } from "node:worker_threads";

/** MiB of the young generation of a run's heap. More makes no job of the benchmarks faster, only larger. */
const youngHeapMib = 16;

/** A thread that waits for the order of a run. */
export interface RunWorker {
  readonly thread: Worker;
  readonly heapMibMax: number;
}

/** Starts a thread that does not keep the process alive until a run needs it. */
export function newRunWorker(heapMibMax: number): RunWorker {
  const entry = new URL(
    import.meta.url.endsWith(".ts") ? "./run-worker.ts" : "./run-worker.js",
    import.meta.url,
  );
  const thread = new Worker(entry, {
    resourceLimits: { maxOldGenerationSizeMb: heapMibMax, maxYoungGenerationSizeMb: youngHeapMib },
  });
  thread.unref();
  return { thread, heapMibMax };
}
