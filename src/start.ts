import { asError } from "./base/abort.ts";
import { systemClock } from "./base/clock.ts";
import { lineLogger } from "./base/logger.ts";
import { Refusal } from "./base/errors.ts";
import { defaultLimits } from "./base/limits.ts";
import { runProgram } from "./cli/program.ts";
import { WorkerExecutor } from "./control/execution/worker-executor.ts";
import { version } from "./version.ts";

/** The process: reads its words, runs the command they name, and ends with its exit code. */
export async function start(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stop.abort(new Error(`received ${signal}`)));
  }
  try {
    process.exitCode = await runProgram(
      process.argv.slice(2),
      {
        input: process.stdin,
        output: process.stdout,
        write: (text) => process.stdout.write(text),
        writeError: (text) => process.stderr.write(text),
        isTerminal: process.stderr.isTTY,
        environment: process.env,
        signal: stop.signal,
        clock: systemClock,
        limits: defaultLimits,
        openExecutor: () => new WorkerExecutor(systemClock),
        openIdentity: async ({ dataDirectory, egress, region, secretKey }) =>
          (await import("./control/open-identity.ts")).openIdentity({
            dataDirectory,
            region,
            egress,
            secretKey,
            clock: systemClock,
            limits: defaultLimits,
          }),
        openApp: async (settings) =>
          (await import("./app.ts")).openApp(settings, {
            logger: lineLogger(process.stderr, systemClock),
          }),
      },
      version,
    );
  } catch (thrown) {
    process.stderr.write(
      thrown instanceof Refusal
        ? `${thrown.message}\n  ${thrown.reason}\n  ${thrown.resolution}\n`
        : `${asError(thrown).stack ?? ""}\n`,
    );
    process.exitCode = 1;
  }
}
