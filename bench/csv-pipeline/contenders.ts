import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BenchmarkContext } from "../support/benchmark.ts";
import { type ProcessCommand, runQuietly } from "../support/measure-process.ts";
import { requireProgram } from "../support/require-program.ts";
import { keptCountries } from "./kept-countries.ts";
import { ordersPipeline } from "./orders-pipeline.ts";

/** One program that does the job; it reads `inputName` and writes `outputName`, both in the benchmark's directory. */
export interface Contender {
  readonly name: ContenderName;
  readonly command: ProcessCommand;
  readonly outputName: string;
  /** Name and version, for the reader. */
  readonly title: string;
}

export type ContenderName = "slipway" | "mlr" | "duckdb";

/** Makes a contender ready in the directory; the text says why it cannot take part. */
export type PrepareContender = (
  inputName: string,
  context: BenchmarkContext,
) => Promise<Contender | string>;

export const contenders: Readonly<Record<ContenderName, PrepareContender>> = {
  slipway,
  mlr: miller,
  duckdb,
};

async function slipway(inputName: string, { directory }: BenchmarkContext): Promise<Contender> {
  await writeFile(join(directory, "orders.slp"), ordersPipeline(inputName, "slipway.json"));
  const main = join(import.meta.dirname, "../../src/main.ts");
  return {
    name: "slipway",
    title: `slipway run, Node ${process.version}`,
    command: { program: process.execPath, args: [main, "run", "orders.slp"] },
    outputName: "slipway.json",
  };
}

async function miller(inputName: string, context: BenchmarkContext): Promise<Contender | string> {
  const absent = await requireProgram("mlr", "miller", context);
  if (absent !== undefined) return absent;
  const { directory, signal } = context;
  const version = await runQuietly({ program: "mlr", args: ["--version"] }, directory, signal);
  const isKept = keptCountries.map((country) => `$country == "${country}"`).join(" || ");
  const assignments = [
    '$key = toupper($category) . "-" . $country',
    "$gross = round($amount * 119) / 100",
    '$month = strftime(strptime($ts, "%Y-%m-%dT%H:%M:%SZ"), "%m")',
  ];
  const filter = ["filter", `$amount > 100 && (${isKept})`];
  const put = ["put", assignments.join("; ")];
  const aggregate = ["stats1", "-a", "sum,count,mean", "-f", "gross", "-g", "key,month"];
  const rename = ["rename", "gross_sum,sum,gross_count,count,gross_mean,average"];
  const verbs = [filter, put, aggregate, rename].flatMap((verb) => ["then", ...verb]).slice(1);
  const args = ["--icsv", "--ojson", ...verbs, inputName];
  return {
    name: "mlr",
    title: `Miller ${version.trim().replace(/^\D*/, "")}`,
    command: { program: "sh", args: ["-c", 'exec mlr "$@" > mlr.json', "sh", ...args] },
    outputName: "mlr.json",
  };
}

async function duckdb(inputName: string): Promise<Contender | string> {
  const library = await import("@duckdb/node-api").catch(() => undefined);
  if (library === undefined) {
    return "@duckdb/node-api does not load on this machine; `npm ci` brings it where DuckDB has a build";
  }
  const statement = `
    COPY (
      SELECT key, month, sum(gross) AS sum, count(gross) AS count, avg(gross) AS average
      FROM (
        SELECT
          upper(category) || '-' || country AS key,
          round(amount * 119) / 100 AS gross,
          month(ts) AS month
        FROM read_csv('${inputName}')
        WHERE amount > 100 AND country IN (${keptCountries.map((country) => `'${country}'`).join(", ")})
      )
      GROUP BY key, month
    ) TO 'duckdb.json' (FORMAT json, ARRAY true)`;
  const entry = join(import.meta.dirname, "duckdb-run.ts");
  return {
    name: "duckdb",
    title: `DuckDB ${library.version().replace(/^v/, "")}, in Node`,
    command: { program: process.execPath, args: [entry, statement] },
    outputName: "duckdb.json",
  };
}
