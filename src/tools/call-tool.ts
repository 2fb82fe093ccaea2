import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Logger } from "../base/logger.ts";
import { asError } from "../base/abort.ts";
import type { Tool } from "./define-tool.ts";
import { type Envelope, failure } from "./envelope.ts";
import { readArguments } from "./read-arguments.ts";
import type { ToolCall } from "./tool-call.ts";

/** A call as the protocol hands it over. */
export type IncomingCall = Omit<ToolCall, "note">;

/** Runs one tool: whatever happens, the answer is an envelope. */
export async function callTool(
  tool: Tool,
  given: unknown,
  incoming: IncomingCall,
  surroundings: { readonly clock: Clock; readonly logger: Logger },
): Promise<Envelope> {
  const startedMs = surroundings.clock.now();
  const metadata: Record<string, unknown> = {
    tool: tool.name,
    org: incoming.preferences.read().org ?? null,
  };
  const call: ToolCall = { ...incoming, note: (more) => void Object.assign(metadata, more) };
  const finish = (success: boolean, response: unknown): Envelope => ({
    success,
    response,
    metadata: {
      ...metadata,
      duration_ms: Math.max(0, Math.round(surroundings.clock.now() - startedMs)),
      request_id: incoming.requestId,
    },
  });
  try {
    return finish(true, await tool.run(call, readArguments(tool, given, incoming.transport)));
  } catch (thrown) {
    if (thrown instanceof Refusal) return finish(false, failure(thrown));
    if (incoming.signal.aborted) return finish(false, failure(stopped(tool)));
    surroundings.logger.error("tool failed unexpectedly", {
      tool: tool.name,
      requestId: incoming.requestId,
      stack: asError(thrown).stack,
    });
    return finish(false, failure(bug(tool, incoming.requestId)));
  }
}

function stopped(tool: Tool): Refusal {
  return new Refusal(
    "stopped",
    `${tool.name} was cancelled`,
    "The client cancelled the request, or its session ended.",
    "Call the tool again when you want the result.",
  );
}

function bug(tool: Tool, requestId: string): Refusal {
  return new Refusal(
    "internal",
    `${tool.name} failed because of a fault in the server`,
    `The fault is not in your request; the server's log describes it under request id ${requestId}.`,
    `Try once more; if it happens again, report request id ${requestId} to the operator.`,
  );
}
