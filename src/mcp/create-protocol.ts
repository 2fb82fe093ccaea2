import { ProtocolError, ProtocolErrorCode, Server } from "@modelcontextprotocol/server";
import { asError } from "../base/abort.ts";
import { assert, Refusal } from "../base/errors.ts";
import type { PreferenceStore, ToolCall, ToolTransport } from "../tools/tool-call.ts";
import { instructions } from "./instructions.ts";
import type { RequestId } from "./json-rpc.ts";
import type { McpCaller } from "./mcp-caller.ts";
import type { McpParts } from "./mcp-parts.ts";
import { reportProgress } from "./progress-reporter.ts";
import { protocolVersions } from "./protocol-versions.ts";
import type { SessionToolset } from "./sessions.ts";
import { toolResult } from "./tool-result.ts";

/** What one session is to the protocol. */
export interface ProtocolSession {
  readonly toolset: SessionToolset;
  readonly transport: ToolTransport;
  readonly preferences: PreferenceStore;
  /** Set when the session was opened with a header that cannot be used. */
  readonly unusable?: string;
  callerOf(request: RequestId): McpCaller | undefined;
  readonly readLocalFile?: ToolCall["readLocalFile"];
}

/** Key in `_meta` of the sentence that says why a list is empty. */
export const authorizationMetaKey = "slipway/authorization";

/** The protocol of one session; it answers from the toolbox and knows nothing of what carries the messages. */
export function createProtocol(parts: McpParts, session: ProtocolSession): Server {
  const { toolbox, clock, logger } = parts;
  const server = new Server(parts.serverInfo, {
    capabilities: { tools: {}, prompts: {}, completions: {}, logging: {} },
    instructions: instructions(session.unusable),
    supportedProtocolVersions: [...protocolVersions],
  });
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a property of the SDK, not an event
  server.onerror = (error) => logger.warn("protocol error", { error: error.message });

  server.setRequestHandler("tools/list", (request, ctx) => {
    refuseCursor(request.params?.cursor);
    const caller = callerOf(ctx.mcpReq.id);
    if (caller.kind === "unusable") {
      return { tools: [], _meta: { [authorizationMetaKey]: caller.sentence } };
    }
    return { tools: toolbox.list(session.toolset, session.transport).map((tool) => ({ ...tool })) };
  });

  server.setRequestHandler("tools/call", async (request, ctx) => {
    const { id, signal, _meta: meta } = ctx.mcpReq;
    const caller = usable(id);
    const progressToken = meta?.progressToken;
    using progress =
      progressToken === undefined
        ? undefined
        : reportProgress(
            (seconds, message) => {
              ctx.mcpReq
                .notify({
                  method: "notifications/progress",
                  params: { progressToken, progress: seconds, message },
                })
                .catch((error: unknown) =>
                  logger.warn("progress not sent", { error: asError(error).message }),
                );
            },
            clock,
            parts.progressIntervalMs,
          );
    const envelope = await mendable(() =>
      toolbox.call(session.toolset, request.params.name, request.params.arguments, {
        caller,
        preferences: session.preferences,
        signal,
        requestId: parts.newRequestId(),
        transport: session.transport,
        progress: (message) => progress?.report(message),
        ...(session.readLocalFile === undefined ? {} : { readLocalFile: session.readLocalFile }),
      }),
    );
    return toolResult(envelope);
  });

  server.setRequestHandler("prompts/list", (request) => {
    refuseCursor(request.params?.cursor);
    return {
      prompts: toolbox.prompts.map(({ name, title, description }) => ({
        name,
        title,
        description,
      })),
    };
  });

  server.setRequestHandler("prompts/get", async (request, ctx) => {
    const caller = callerOf(ctx.mcpReq.id);
    const text =
      caller.kind === "unusable"
        ? caller.sentence
        : await mendable(() => toolbox.prompt(request.params.name, promptRequest(ctx.mcpReq)));
    return { messages: [{ role: "user", content: { type: "text", text } }] };
  });

  server.setRequestHandler("completion/complete", async (request, ctx) => {
    if (callerOf(ctx.mcpReq.id).kind === "unusable") return { completion: { values: [] } };
    const { name, value } = request.params.argument;
    const completion = await mendable(() =>
      toolbox.complete(name, value, promptRequest(ctx.mcpReq)),
    );
    return { completion: { ...completion, values: [...completion.values] } };
  });

  return server;

  function promptRequest(request: { readonly id: RequestId; readonly signal: AbortSignal }) {
    return {
      caller: usable(request.id),
      preferences: session.preferences.read(),
      signal: request.signal,
    };
  }

  /** Turns what was thrown into an error of the protocol: a refusal says what to send instead, a bug says nothing. */
  async function mendable<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof Refusal) {
        const { message, reason, resolution } = thrown;
        throw new ProtocolError(
          ProtocolErrorCode.InvalidParams,
          `${message}. ${reason} ${resolution}`,
        );
      }
      const requestId = parts.newRequestId();
      logger.error("request failed unexpectedly", { requestId, stack: asError(thrown).stack });
      throw new ProtocolError(
        ProtocolErrorCode.InternalError,
        `The server has a fault. Report request id ${requestId} to its operator.`,
      );
    }
  }

  function callerOf(request: RequestId): McpCaller {
    const caller = session.callerOf(request);
    assert(caller !== undefined, "every request has a caller");
    return caller;
  }

  function usable(request: RequestId) {
    const caller = callerOf(request);
    if (caller.kind === "usable") return caller.caller;
    throw new ProtocolError(ProtocolErrorCode.InvalidRequest, caller.sentence);
  }
}

function refuseCursor(cursor: string | undefined): void {
  if (cursor === undefined) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    "Unknown cursor: this list has one page. Leave `cursor` out.",
  );
}
