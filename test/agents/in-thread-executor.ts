import { type Clock } from "../../src/base/clock.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import type { Executor } from "../../src/engine/executor.ts";
import { runPipeline } from "../../src/engine/run-pipeline.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";

/** Runs pipelines on the thread that serves: hundreds of short runs need no thread each. */
export function inThreadExecutor(clock: Clock): Executor & AsyncDisposable {
  const catalogue = createCatalogue(snaps);
  const running = new Set<Promise<unknown>>();
  const stops = new Set<AbortController>();
  return {
    start(order, host, onProgress) {
      const stop = new AbortController();
      stops.add(stop);
      const result = runPipeline(
        order,
        catalogue,
        { ...host, clock, random: () => 0.5 },
        stop.signal,
        onProgress,
      ).finally(() => {
        stops.delete(stop);
        running.delete(result);
      });
      running.add(result);
      return { result, stop: () => stop.abort() };
    },
    async [Symbol.asyncDispose]() {
      for (const stop of stops) stop.abort();
      await Promise.all(running);
    },
  };
}
