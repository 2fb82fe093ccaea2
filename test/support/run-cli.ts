import { execFile } from "node:child_process";

/** What a command of the real CLI came to. */
export interface CliOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `slipway` with these words, as a process of its own. */
export function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliOutcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["src/main.ts", ...args],
      {
        env: { ...process.env, SLIPWAY_SAMPLE_ASSET: "off", ...environment },
        maxBuffer: 64 * 1024 * 1024,
      },
      (failure, stdout, stderr) => {
        const code = failure === null ? 0 : typeof failure.code === "number" ? failure.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
