import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What one process cost. */
export interface ProcessCost {
  readonly wallMs: number;
  /** User and system time, of all threads. */
  readonly cpuMs: number;
  /** Largest resident set, in 1,000,000 bytes. */
  readonly peakMb: number;
}

export interface ProcessCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * Runs a command to its end under GNU time, which asks the kernel what the process used: Node cannot ask that about a
 * child. Throws with the end of the command's own words when it fails.
 */
export async function measureProcess(
  command: ProcessCommand,
  directory: string,
  signal: AbortSignal,
): Promise<ProcessCost> {
  const figuresPath = join(directory, "time.txt");
  const args = ["-o", figuresPath, "-f", "%U %S %M", command.program, ...command.args];
  const startedMs = performance.now();
  await runQuietly({ program: "/usr/bin/time", args }, directory, signal);
  const wallMs = performance.now() - startedMs;
  const words = (await readFile(figuresPath, "utf8")).trim().split(" ").map(Number);
  const [userSeconds = Number.NaN, systemSeconds = Number.NaN, peakKib = Number.NaN] = words;
  return {
    wallMs,
    cpuMs: (userSeconds + systemSeconds) * 1000,
    peakMb: (peakKib * 1024) / 1e6,
  };
}

/** Runs a command in `directory` and returns what it printed; throws when it ends with anything but 0. */
export async function runQuietly(
  { program, args }: ProcessCommand,
  directory: string,
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(program, args, {
    cwd: directory,
    signal,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, exitSignal) => resolve(exitCode ?? exitSignal ?? "nothing"));
  });
  const words = printed.join("");
  if (code !== 0) {
    throw new Error(
      `\`${[program, ...args].join(" ")}\` ended with ${code}:\n${words.slice(-2000)}`,
    );
  }
  return words;
}
