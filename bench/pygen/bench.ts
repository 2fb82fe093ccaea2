import { join } from "node:path";
import { mcpPath } from "../../src/edge/mcp-path.ts";
import { knownSnaps } from "../../src/snaps/known/known-snaps.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import { openMcp } from "../../test/support/mcp-session.ts";
import { startServer } from "../../test/support/server.ts";
import type { Benchmark } from "../support/benchmark.ts";
import { printTable } from "../support/print-table.ts";
import { type PygenCall, pygenCalls } from "./pygen-calls.ts";

/** Calls of one tool in one round; every one asks something else, as far as there is something else to ask. */
const callsMin = 200;

/** A tool may take this long in 95 of 100 calls. */
const p95MaxMs = 20;

const benchmark: Benchmark = {
  summary: `all nine PyGen tools over HTTP: p95 of each at most ${p95MaxMs} ms`,
  async run({ directory, rounds, say, signal }) {
    await using server = await startServer({ dataDirectory: join(directory, "data") });
    const session = await openMcp(server.url, `SLToken ${server.token}`, `${mcpPath}/pygen`);
    const snapCount = new Set([...snaps, ...knownSnaps].map(({ classId }) => classId)).size;
    say(`${snapCount} Snaps, ${callsMin} calls of each tool in each of ${rounds} rounds`);
    const measured: Measured[] = [];
    for (const { tool, inputs } of pygenCalls()) measured.push({ tool, inputs, timesMs: [] });
    for (let round = 0; round < rounds; round++) {
      for (const { tool, inputs, timesMs } of measured) {
        for (let at = 0; at < callsMin; at++) {
          signal.throwIfAborted();
          const startedMs = performance.now();
          const { success } = await session.call(tool, inputs[at % inputs.length] ?? {});
          timesMs.push(performance.now() - startedMs);
          if (!success) throw new Error(`${tool} failed`);
        }
      }
    }
    const figures = measured.map(({ tool, timesMs }) => {
      const sorted = timesMs.toSorted((a, b) => a - b);
      const first = timesMs[0] ?? Number.NaN;
      return {
        tool,
        firstMs: first,
        p50Ms: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
      };
    });
    say(
      printTable(
        ["tool", "first ms", "p50 ms", "p95 ms"],
        figures.map(({ tool, firstMs, p50Ms, p95Ms }) => [
          tool,
          firstMs.toFixed(1),
          p50Ms.toFixed(1),
          p95Ms.toFixed(1),
        ]),
      ),
    );
    const met = figures.every(({ p95Ms }) => p95Ms <= p95MaxMs);
    return { snaps: snapCount, rounds, calls: callsMin, tools: figures, p95MaxMs, met };
  },
};

export default benchmark;

interface Measured extends PygenCall {
  readonly timesMs: number[];
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
