import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import type { Benchmark, BenchmarkContext } from "../support/benchmark.ts";
import { measureProcess, type ProcessCost } from "../support/measure-process.ts";
import { requireProgram } from "../support/require-program.ts";
import { type Contender, type ContenderName, contenders } from "./contenders.ts";
import { differencesOf, readGroups } from "./read-groups.ts";
import { reportCosts } from "./report-costs.ts";
import { writeOrders } from "./write-orders.ts";

const inputName = "orders.csv";
const differencesShown = 5;

const benchmark: Benchmark = {
  summary: "a CSV of 1,000,000 rows is filtered, mapped and aggregated, beside Miller and DuckDB",
  run: async (context) => {
    const { directory, rounds, rows = 1_000_000, say, signal } = context;
    const untimed = await requireProgram("time", "time", context);
    if (untimed !== undefined) throw new Error(`Nothing can be measured: ${untimed}.`);
    const bytes = await writeOrders(join(directory, inputName), rows, signal);
    say(`${rows} rows, ${(bytes / 1e6).toFixed(1)} MB; ${availableParallelism()} cores`);
    const { taking, skipped } = await prepareAll(context);
    await warmUp(taking, context);
    const costs = new Map(taking.map((contender): [Contender, ProcessCost[]] => [contender, []]));
    for (let round = 1; round <= rounds; round++) {
      for (const [contender, measured] of costs) {
        const cost = await measureProcess(contender.command, directory, signal);
        measured.push(cost);
        say(`round ${round} of ${rounds}  ${describeCost(contender, cost)}`);
      }
    }
    const report = reportCosts(costs, rows, say);
    const [loadAverage = 0] = loadavg();
    if (loadAverage > 1.5) {
      say(
        `The machine is busy (load ${loadAverage.toFixed(1)}): trust CPU times more than wall times.`,
      );
    }
    return { rows, bytes, rounds, loadAverage, ...report, skipped };
  },
};

export default benchmark;

interface Field {
  readonly taking: readonly Contender[];
  /** Why a contender does not take part. */
  readonly skipped: Readonly<Partial<Record<ContenderName, string>>>;
}

async function prepareAll(context: BenchmarkContext): Promise<Field> {
  const taking: Contender[] = [];
  const skipped: Partial<Record<ContenderName, string>> = {};
  for (const name of ["slipway", "mlr", "duckdb"] as const) {
    const contender = await contenders[name](inputName, context);
    if (typeof contender !== "string") taking.push(contender);
    else {
      skipped[name] = contender;
      context.say(`skipped ${name}: ${contender}`);
    }
  }
  return { taking, skipped };
}

/**
 * One run of each that does not count: it fills the caches of files and of compiled code, and shows that all contenders
 * do the same job. Throws when a result differs from Slipway's.
 */
async function warmUp(
  taking: readonly Contender[],
  { directory, say, signal }: BenchmarkContext,
): Promise<void> {
  const [own, ...others] = taking;
  if (own === undefined) return;
  await measureProcess(own.command, directory, signal);
  const expected = await readGroups(join(directory, own.outputName));
  for (const contender of others) {
    await measureProcess(contender.command, directory, signal);
    const found = await readGroups(join(directory, contender.outputName));
    const differences = differencesOf(expected, found);
    if (differences.length === 0) continue;
    throw new Error(
      `The results of slipway and ${contender.name} differ in ${differences.length} places:\n${differences.slice(0, differencesShown).join("\n")}`,
    );
  }
  say(`${expected.size} groups, the same from ${taking.map(({ name }) => name).join(", ")}`);
}

function describeCost({ name }: Contender, { wallMs, cpuMs, peakMb }: ProcessCost): string {
  const figures = `${(wallMs / 1000).toFixed(2)} s wall, ${(cpuMs / 1000).toFixed(2)} s CPU`;
  return `${name.padEnd(8)} ${figures}, ${peakMb.toFixed(0)} MB`;
}
