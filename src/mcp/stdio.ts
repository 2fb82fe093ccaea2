import { readFile } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { Preferences, ToolCaller } from "../tools/tool-call.ts";
import { asError } from "../base/abort.ts";
import { Refusal } from "../base/errors.ts";
import { createProtocol } from "./create-protocol.ts";
import type { McpParts } from "./mcp-parts.ts";

/** Serves every tool to one caller over the process's own input and output; resolves when the input ends. */
export async function serveStdio(
  parts: McpParts,
  caller: ToolCaller,
  streams: { readonly input: Readable; readonly output: Writable },
  signal: AbortSignal,
): Promise<void> {
  let preferences: Preferences = {};
  const protocol = createProtocol(parts, {
    toolset: "all",
    transport: "stdio",
    preferences: {
      read: () => preferences,
      write: async (changed) => {
        preferences = changed;
      },
    },
    callerOf: () => ({ kind: "usable", caller, owner: "stdio", credential: "stdio" }),
    readLocalFile,
  });
  const closed = Promise.withResolvers<void>();
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a property of the SDK, not an event
  protocol.onclose = closed.resolve;
  await protocol.connect(new StdioServerTransport(streams.input, streams.output));
  const close = (): void => void protocol.close();
  streams.input.once("end", close);
  signal.addEventListener("abort", close, { once: true });
  await closed.promise;
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
