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

/** Runs one tool: whatever happens, the answer is an envelope and the audit has a line. */
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
  const finish = (outcome: string, response: unknown): Envelope => {
    const { caller, control, requestId } = incoming;
    const durationMs = Math.max(0, Math.round(surroundings.clock.now() - startedMs));
    const named = metadata["org"];
    const org = typeof named === "string" ? named.slice(0, orgNameLengthMax) : undefined;
    control.audit.record({ caller, action: tool.name, org, outcome, durationMs, requestId });
    return {
      success: outcome === "ok",
      response,
      metadata: { ...metadata, org: org ?? null, duration_ms: durationMs, request_id: requestId },
    };
  };
  try {
    const input = readArguments(tool, given, incoming.transport);
    using deadline = startDeadline(tool, incoming);
    const work = tool.run({ ...call, signal: deadline.signal }, input);
    return finish("ok", await Promise.race([work, deadline.passed]));
  } catch (thrown) {
    if (thrown instanceof Refusal) return finish(thrown.code, failure(thrown));
    if (incoming.signal.aborted) return finish("stopped", failure(stopped(tool)));
    surroundings.logger.error("tool failed unexpectedly", {
      tool: tool.name,
      requestId: incoming.requestId,
      stack: asError(thrown).stack,
    });
    return finish("bug", failure(bug(tool, incoming.requestId)));
  }
}

/** No name of an org is longer; more of what was asked for is not worth repeating. */
const orgNameLengthMax = 255;

interface Deadline extends Disposable {
  /** Aborted when the call is cancelled and when its time is over. */
  readonly signal: AbortSignal;
  /** Rejects when the time is over, so that even a tool that does not listen is answered for. */
  readonly passed: Promise<never>;
}

function startDeadline(tool: Tool, { signal, limits }: IncomingCall): Deadline {
  const stop = new AbortController();
  const { promise: passed, reject } = Promise.withResolvers<never>();
  passed.catch(() => {});
  const cancel = (): void => stop.abort(signal.reason);
  const timer = setTimeout(() => {
    const refusal = tookTooLong(tool, limits.callTimeoutMs);
    stop.abort(refusal);
    reject(refusal);
  }, limits.callTimeoutMs);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  return {
    signal: stop.signal,
    passed,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    },
  };
}

function tookTooLong(tool: Tool, timeoutMs: number): Refusal {
  return new Refusal(
    "timeout",
    `${tool.name} took too long`,
    `A call may take ${timeoutMs} ms (callTimeoutMs); it was stopped then.`,
    "Ask for less at once, or start long runs with `wait: false` where the tool has it.",
  );
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
