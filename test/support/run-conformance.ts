import { spawn } from "node:child_process";
import { once } from "node:events";

export interface ConformanceOutcome {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs the conformance tool against a server, as its users do. */
export async function runConformance(
  url: string,
  ...options: readonly string[]
): Promise<ConformanceOutcome> {
  const child = spawn(
    process.execPath,
    [
      "node_modules/@modelcontextprotocol/conformance/dist/index.js",
      "server",
      "--url",
      url,
      ...options,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), output };
}
