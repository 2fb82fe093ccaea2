import { readFile } from "node:fs/promises";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { Preferences, ToolCaller } from "../tools/tool-call.ts";
import { createProtocol } from "./create-protocol.ts";
import type { McpParts } from "./mcp-parts.ts";

/** Serves every tool to one caller over the process's own input and output; resolves when the input ends. */
export async function serveStdio(
  parts: McpParts,
  caller: ToolCaller,
  streams: { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream },
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
    readLocalFile: (path, callSignal) => readFile(path, { signal: callSignal }),
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
