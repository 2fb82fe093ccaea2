import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isObject } from "../../src/base/json.ts";

export interface StartedServer extends AsyncDisposable {
  readonly url: string;
  readonly authorization: string | undefined;
  /** What the process used since it began. */
  usage(): Promise<{ readonly cpuUs: number; readonly rssBytes: number }>;
  stop(signal: NodeJS.Signals): void;
}

/** Starts one of `servers/` on the first core, so that the load on the second does not take its time. */
export async function startServer(
  name: string,
  args: readonly string[],
  nodeArgs: readonly string[] = [],
): Promise<StartedServer> {
  const path = join(import.meta.dirname, "servers", `${name}.ts`);
  const child = spawn("taskset", ["-c", "0", process.execPath, ...nodeArgs, path, ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const ended = once(child, "exit").then(() => {
    throw new Error(`the server ${name} ended before it said where it is`);
  });
  const [line] = await Promise.race([once(lines, "line"), ended]);
  ended.catch(() => undefined);
  const told: unknown = JSON.parse(String(line));
  if (!isObject(told)) throw new Error(`the server ${name} did not say where it is`);
  const { url, authorization } = told;
  return {
    url: String(url),
    authorization: typeof authorization === "string" ? authorization : undefined,
    usage: () => usageOf(child),
    stop: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function usageOf(
  child: ChildProcess,
): Promise<{ readonly cpuUs: number; readonly rssBytes: number }> {
  child.send("usage");
  const [told]: unknown[] = await once(child, "message");
  if (!isObject(told)) throw new Error("the server did not say what it used");
  return { cpuUs: Number(told["cpuUs"]), rssBytes: Number(told["rssBytes"]) };
}
