import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { systemClock } from "../../src/base/clock.ts";
import { defaultLimits } from "../../src/base/limits.ts";
import { directoryFiles } from "../../src/control/execution/directory-files.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { publicAndLoopback } from "../../src/engine/egress/egress-policy.ts";
import { runPipeline } from "../../src/engine/run-pipeline.ts";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import { snaps } from "../../src/snaps/catalog.gen.ts";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../test/support/servers/database-server.ts";
import { writeOrders } from "../csv-pipeline/write-orders.ts";
import type { Benchmark } from "../support/benchmark.ts";

/** A table as they are: with types and a key. */
const create = `CREATE TABLE orders (id integer PRIMARY KEY, name text NOT NULL, country char(2) NOT NULL,
  amount numeric(12,2), ts timestamptz, category text, quantity integer)`;

const benchmark: Benchmark = {
  summary: "a CSV of 1,000,000 rows goes into PostgreSQL by Bulk Load, beside `\\copy` of psql",
  run: async ({ directory, rounds, rows = 1_000_000, say, signal }) => {
    const file = join(directory, "orders.csv");
    await writeOrders(file, rows, signal);
    await mkdir(join(directory, "spill"));
    await using database = await createTestDatabase("postgres");
    const contenders = {
      slipway: () => loadByPipeline(directory, database, signal),
      copy: () => loadByCopy(file, database),
    };
    const seconds = { slipway: new Array<number>(), copy: new Array<number>() };
    for (let round = 1; round <= rounds; round++) {
      for (const name of ["copy", "slipway"] as const) {
        await database.query("DROP TABLE IF EXISTS orders");
        await database.query(create);
        const started = performance.now();
        await contenders[name]();
        seconds[name].push((performance.now() - started) / 1000);
        const [found] = await database.query("SELECT count(*)::integer AS n FROM orders");
        if (found?.["n"] !== rows)
          throw new Error(`${name} loaded ${String(found?.["n"])} of ${rows} rows`);
        say(`round ${round} of ${rounds}  ${name} ${seconds[name].at(-1)?.toFixed(2)} s`);
      }
    }
    const medians = { slipway: median(seconds.slipway), copy: median(seconds.copy) };
    const ratio = medians.slipway / medians.copy;
    say(`Bulk Load takes ${ratio.toFixed(2)} times as long as \\copy`);
    const [loadAverage = 0] = loadavg();
    return { rows, rounds, cores: availableParallelism(), loadAverage, seconds: medians, ratio };
  },
};

export default benchmark;

/** File Reader, CSV Parser, Bulk Load. */
async function loadByPipeline(
  directory: string,
  { account }: TestDatabase,
  signal: AbortSignal,
): Promise<void> {
  const slp = buildSlp({
    label: "load",
    snaps: [
      {
        id: "read",
        classId: "com-snaplogic-snaps-binary-simpleread",
        settings: { filePath: "orders.csv" },
        outputs: ["output0:binary"],
      },
      {
        id: "parse",
        classId: "com-snaplogic-snaps-transform-csvparser",
        version: 3,
        inputs: ["input0:binary"],
      },
      {
        id: "load",
        classId: "com-snaplogic-snaps-postgres-bulkload",
        settings: { tableName: "orders" },
        account: "account",
      },
    ],
    links: [["read", "parse", "load"]],
  });
  const result = await runPipeline(
    {
      ruuid: "0123456789abcdef01234567_bench",
      slp,
      label: "load",
      path: "/bench/bench/load",
      projectPath: "/bench/bench",
      plexPath: "/bench/rt/local/dev",
      user: "bench",
      parameters: {},
      mode: "execute",
      limits: defaultLimits,
      egress: publicAndLoopback,
      startedMs: systemClock.now(),
    },
    createCatalogue(snaps),
    {
      clock: systemClock,
      random: () => 0.5,
      spillDirectory: join(directory, "spill"),
      filesFor: () => directoryFiles({ root: directory, files: new Map() }),
      findAccount: async () => ({
        path: "/bench/account",
        type: account.type,
        values: account.values,
        secrets: [],
      }),
      loadPipeline: async () => {
        throw new Error("The pipeline calls no other.");
      },
    },
    signal,
  );
  if (result.state !== "Completed") throw new Error(JSON.stringify(result.errors));
}

async function loadByCopy(file: string, { name }: TestDatabase): Promise<void> {
  const copy = `\\copy orders from '${file}' with (format csv, header)`;
  await promisify(execFile)("psql", ["-h", "127.0.0.1", "-U", "postgres", "-q", "-c", copy, name]);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
