import type { Call } from "../call.ts";
import { isLogLevel, reachesLevel } from "../call.ts";
import type { McpCaller } from "../mcp-caller.ts";
import type { RpcRequest } from "../json-rpc.ts";
import type { SessionTable, SessionToolset } from "../sessions.ts";
import type { Flight, LiveSession } from "./live-session.ts";
import { usualLogLevel } from "./session-methods.ts";

const noParams: Readonly<Record<string, unknown>> = {};

/** A request of a session as the methods see it. */
export function sessionCall(
  sessions: SessionTable,
  live: LiveSession,
  flight: Flight,
  request: RpcRequest,
  by: { readonly caller: McpCaller; readonly toolset: SessionToolset },
): Call {
  const { exchange, abort } = flight;
  const notify: Call["notify"] = (method, params) => {
    if (live.flights.has(flight)) exchange.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  };
  return {
    id: request.id,
    method: request.method,
    params: request.params ?? noParams,
    era: "session",
    caller: by.caller,
    toolset: by.toolset,
    transport: "http",
    preferences: {
      read: () => live.record.preferences,
      write: async (preferences) => {
        await sessions.change(live.record.id, { preferences });
        live.record = { ...live.record, preferences };
      },
    },
    client: live.record.client,
    signal: abort.signal,
    notify,
    log(level, data, logger) {
      const { logLevel } = live.record;
      if (!reachesLevel(level, isLogLevel(logLevel) ? logLevel : usualLogLevel)) return;
      notify("notifications/message", { level, data, ...(logger === undefined ? {} : { logger }) });
    },
    ask(method, params) {
      const { id, answer } = live.question(abort.signal);
      exchange.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      return answer;
    },
    releaseStream: () => exchange.release(),
  };
}
