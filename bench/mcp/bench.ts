import { loadavg } from "node:os";
import type { Benchmark } from "../support/benchmark.ts";
import { median } from "../support/median.ts";
import { printTable } from "../support/print-table.ts";
import { startContenders } from "./contenders.ts";
import { type Load, measure, type Measured } from "./load.ts";
import type { StartedServer } from "./start-server.ts";

const connections = 32;
const warmUpMs = 3_000;
const durationMs = 3_000;

const benchmark: Benchmark = {
  summary: "tools/call of a trivial tool, beside plain HTTP and the session transport of the SDK",
  run: async ({ directory, rounds, say, signal }) => {
    await using stack = new AsyncDisposableStack();
    const contenders = await startContenders(directory, stack);
    for (const { load } of contenders) {
      await measure({ ...load, connections, durationMs: warmUpMs });
    }
    const measured = new Map(contenders.map(({ name }): [string, Costed[]] => [name, []]));
    for (let round = 1; round <= rounds; round++) {
      for (const { name, server, load } of contenders) {
        signal.throwIfAborted();
        const one = await cost(server, { ...load, connections, durationMs });
        measured.get(name)?.push(one);
        say(`round ${round} of ${rounds}  ${name}: ${Math.round(one.requestsPerSecond)} req/s`);
      }
    }
    const rows = [...measured].map(([name, all]) => summary(name, all));
    const [plain, sdk] = rows;
    const table = rows.map((row) => ({
      ...row,
      ofPlain: row.requestsPerSecond / (plain?.requestsPerSecond ?? Number.NaN),
      ofSdk: row.requestsPerSecond / (sdk?.requestsPerSecond ?? Number.NaN),
      cpuOfPlain: row.cpuUs / (plain?.cpuUs ?? Number.NaN),
      p99OfPlain: row.p99Ms / (plain?.p99Ms ?? Number.NaN),
    }));
    say(
      printTable(
        [
          "contender",
          "req/s",
          "of plain",
          "of SDK",
          "p50 ms",
          "p99 ms",
          "p99 of plain",
          "CPU µs",
          "CPU of plain",
        ],
        table.map((row) => [
          row.name,
          row.requestsPerSecond.toFixed(0),
          row.ofPlain.toFixed(2),
          row.ofSdk.toFixed(2),
          row.p50Ms.toFixed(2),
          row.p99Ms.toFixed(2),
          row.p99OfPlain.toFixed(2),
          row.cpuUs.toFixed(0),
          row.cpuOfPlain.toFixed(2),
        ]),
      ),
    );
    return { rounds, connections, loadAverage: loadavg()[0], contenders: table };
  },
};

export default benchmark;

interface Costed extends Measured {
  /** Of the server, for one request. */
  readonly cpuUs: number;
}

async function cost(server: StartedServer, load: Load): Promise<Costed> {
  const before = await server.usage();
  const measured = await measure(load);
  const after = await server.usage();
  return { ...measured, cpuUs: (after.cpuUs - before.cpuUs) / measured.requests };
}

function summary(name: string, all: readonly Costed[]) {
  const of = (field: "requestsPerSecond" | "p50Ms" | "p99Ms"): number =>
    median(all.map((one) => one[field]));
  return {
    name,
    requestsPerSecond: of("requestsPerSecond"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    // Other work on the machine only ever adds to it, so that the least is nearest to what it costs.
    cpuUs: Math.min(...all.map((one) => one.cpuUs)),
  };
}
