import type { Preferences } from "../tools/tool-call.ts";
import { createProtocol } from "./create-protocol.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { McpParts } from "./mcp-parts.ts";
import { SessionTransport } from "./session-transport.ts";
import type { SessionTable, SessionToolset } from "./sessions.ts";

/** The part of a session that lives in this process. */
export interface OpenSession {
  readonly transport: SessionTransport;
}

export async function openSession(
  parts: McpParts,
  table: SessionTable,
  session: { readonly id: string; readonly toolset: SessionToolset; readonly caller: McpCaller },
): Promise<OpenSession> {
  const transport = new SessionTransport();
  let preferences: Preferences = {};
  const protocol = createProtocol(parts, {
    toolset: session.toolset,
    transport: "http",
    preferences: {
      read: () => preferences,
      write: async (changed) => {
        await table.change(session.id, { preferences: changed });
        preferences = changed;
      },
    },
    ...(session.caller.kind === "unusable" ? { unusable: session.caller.sentence } : {}),
    callerOf: (request) => transport.callerOf(request),
  });
  await protocol.connect(transport);
  return { transport };
}
