import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The real server, started as a user starts it, on a data directory of its own and a free port. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  /** Empty for a server in proxy mode: its clients send tokens of the server behind it. */
  readonly token: string;
  readonly dataDirectory: string;
  readonly process: ChildProcess;
  /** Everything the process wrote so far. */
  readonly output: () => string;
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function startServer(
  options: {
    readonly dataDirectory?: string;
    readonly args?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<RunningServer> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), "slipway-data-")));
  const child = spawn(
    process.execPath,
    ["src/main.ts", "serve", "--port", "0", "--data", dataDirectory, ...(options.args ?? [])],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SLIPWAY_SAMPLE_ASSET: "off", ...options.environment },
    },
  );
  let text = "";
  const keep = (chunk: Buffer): void => void (text += chunk.toString());
  child.stderr.on("data", keep);
  child.stdout.on("data", keep);
  const lines = createInterface({ input: child.stdout });
  let url = "";
  let token = "";
  const ended = once(child, "exit");
  const ready = (async () => {
    for await (const line of lines) {
      url ||= /^listening on (http:\S+)$/.exec(line)?.[1] ?? "";
      token ||= /^Token\s+(\S+)/.exec(line)?.[1] ?? "";
      if (url !== "" && (token !== "" || line.startsWith("stands in front of "))) return;
    }
    throw new Error(`the server ended before it listened:\n${text}`);
  })();
  await ready;
  // Who stops reading lines stops the stream.
  child.stdout.resume();
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return {
    url,
    token,
    dataDirectory,
    process: child,
    output: () => text,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop("SIGKILL");
      if (options.dataDirectory === undefined)
        await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
