import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { didYouMean } from "../src/base/nearest.ts";
import type { Benchmark } from "./support/benchmark.ts";

/**
 * `npm run bench -- <name> [--rounds 5] [--rows 1000000]` runs one benchmark: its progress goes to the error stream, a
 * JSON object with its figures is the last line of the output. Without a name it lists the benchmarks.
 */
const names = readdirSync(import.meta.dirname).filter((name) => existsSync(moduleOf(name)));
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => stop.abort(new Error(`received ${signal}`)));
}
try {
  await main();
} catch (thrown) {
  say(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: "string", default: "5" }, rows: { type: "string" } },
  });
  const [name] = positionals;
  if (name === undefined) {
    await list();
    return;
  }
  if (!names.includes(name)) {
    throw new Error(
      `There is no benchmark "${name}". There is ${names.map((one) => `\`${one}\``).join(", ")}. ${didYouMean(name, names)}`.trim(),
    );
  }
  const rounds = wholeNumber("--rounds", values.rounds);
  const rows = values.rows === undefined ? undefined : wholeNumber("--rows", values.rows);
  const benchmark = await load(name);
  const directory = await mkdtemp(join(tmpdir(), "slipway-bench-"));
  try {
    const context = { directory, rounds, rows, say, signal: stop.signal };
    const figures = await benchmark.run(context);
    process.stdout.write(`${JSON.stringify({ benchmark: name, ...figures })}\n`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function list(): Promise<void> {
  say("Benchmarks; run one with `npm run bench -- <name>`:");
  for (const name of names) {
    process.stdout.write(`${name}: ${(await load(name)).summary}\n`);
  }
}

function moduleOf(name: string): string {
  return join(import.meta.dirname, name, "bench.ts");
}

async function load(name: string): Promise<Benchmark> {
  const module: { readonly default: Benchmark } = await import(moduleOf(name));
  return module.default;
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error(`${option} takes a whole number from 1, as in \`${option} 5\`; found "${text}".`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
