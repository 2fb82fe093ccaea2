import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { BenchmarkContext } from "./benchmark.ts";
import { runQuietly } from "./measure-process.ts";

/**
 * Makes sure that `program` is on the path, installing Debian's `packageName` when it is not. The text says why it is
 * not there, and is undefined when it is.
 */
export async function requireProgram(
  program: string,
  packageName: string,
  { directory, say, signal }: BenchmarkContext,
): Promise<string | undefined> {
  if (await isInstalled(program)) return undefined;
  say(`${program} is not installed; installing the Debian package ${packageName} …`);
  const install = ["install", "-y", packageName];
  for (const steps of [[install], [["update"], install]]) {
    try {
      for (const step of steps) await runQuietly(aptGet(step), directory, signal);
      if (await isInstalled(program)) return undefined;
    } catch (thrown) {
      signal.throwIfAborted();
      say(firstLine(thrown));
    }
  }
  return `${program} is not installed and apt-get could not install it; install the package ${packageName} by hand`;
}

async function isInstalled(program: string): Promise<boolean> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** Installing needs root: `sudo -n` asks for no password, and fails where one would be needed. */
function aptGet(args: readonly string[]): {
  readonly program: string;
  readonly args: readonly string[];
} {
  if (process.getuid?.() === 0) return { program: "apt-get", args };
  return { program: "sudo", args: ["-n", "apt-get", ...args] };
}

function firstLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split("\n", 1)[0] ?? "";
}
