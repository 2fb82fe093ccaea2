import { readFile } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { ToolCaller } from "../tools/tool-call.ts";
import { asError } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import type { McpParts } from "./mcp-parts.ts";
import { StdioSession } from "./stdio-session.ts";

/** Serves every tool to one caller over the process's own input and output; resolves when the input ends. */
export async function serveStdio(
  parts: McpParts,
  caller: ToolCaller,
  streams: { readonly input: Readable; readonly output: Writable },
  signal: AbortSignal,
): Promise<void> {
  const transport = new StdioServerTransport(streams.input, streams.output);
  const session = new StdioSession(parts, {
    caller: { kind: "usable", caller, owner: "stdio", credential: "stdio" },
    readLocalFile,
    write: (message) => streams.output.write(`${message}\n`),
  });
  const closed = Promise.withResolvers<void>();
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- properties of the SDK, not events
  transport.onmessage = (message) => void session.take(message);
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- properties of the SDK, not events
  transport.onerror = (error) => parts.logger.warn("protocol error", { error: error.message });
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- properties of the SDK, not events
  transport.onclose = closed.resolve;
  await transport.start();
  const close = (): void => void transport.close();
  streams.input.once("end", close);
  signal.addEventListener("abort", close, { once: true });
  await closed.promise;
  session.end();
}

async function readLocalFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal });
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new Refusal(
      "not-found",
      "The local file cannot be read",
      `${JSON.stringify(path)}: ${asError(thrown).message}`,
      "Check the path; a relative one starts where the server was started.",
    );
  }
}
