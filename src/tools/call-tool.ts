import type { Clock } from "../base/clock.ts";
import { Refusal } from "../base/errors.ts";
import type { Logger } from "../base/logger.ts";
import { asError } from "../base/abort.ts";
import { CallDeadline, type CallDeadlines } from "./call-deadline.ts";
import type { Tool } from "./define-tool.ts";
import { type Envelope, failure } from "./envelope.ts";
import { readArguments } from "./read-arguments.ts";
import type { ToolCall } from "./tool-call.ts";

/** A call as the protocol hands it over. */
export interface CallContext extends Pick<
  ToolCall,
  "caller" | "preferences" | "requestId" | "transport" | "progress" | "readLocalFile"
> {
  /** Its signal is made when somebody asks for it, which quick tools never do. */
  readonly cancellation: { readonly signal: AbortSignal };
}

/** What calls share. */
export interface CallSurroundings extends Pick<ToolCall, "control" | "pygen" | "limits"> {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly deadlines: CallDeadlines;
}

/** Runs one tool: whatever happens, the answer is an envelope and the audit has a line. */
export async function callTool(
  tool: Tool,
  given: unknown,
  context: CallContext,
  surroundings: CallSurroundings,
): Promise<Envelope> {
  const startedMs = surroundings.clock.now();
  const metadata: Record<string, unknown> = {
    tool: tool.name,
    org: context.preferences.read().org ?? null,
  };
  const finish = (outcome: string, response: unknown): Envelope => {
    const { caller, requestId } = context;
    const durationMs = Math.max(0, Math.round(surroundings.clock.now() - startedMs));
    const named = metadata["org"];
    const org = typeof named === "string" ? named.slice(0, orgNameLengthMax) : undefined;
    surroundings.control.audit.record({
      caller,
      action: tool.name,
      org,
      outcome,
      durationMs,
      requestId,
    });
    metadata["org"] = org ?? null;
    metadata["duration_ms"] = durationMs;
    metadata["request_id"] = requestId;
    return { success: outcome === "ok", response, metadata };
  };
  const deadline = new CallDeadline(tool, surroundings.limits.callTimeoutMs, context.cancellation);
  try {
    const input = readArguments(tool, given, context.transport);
    surroundings.deadlines.add(deadline);
    const work = tool.run(new RunningCall(context, surroundings, deadline, metadata), input);
    return finish("ok", await deadline.limit(work));
  } catch (thrown) {
    if (thrown instanceof Refusal) return finish(thrown.code, failure(thrown));
    if (context.cancellation.signal.aborted) return finish("stopped", failure(stopped(tool)));
    surroundings.logger.error("tool failed unexpectedly", {
      tool: tool.name,
      requestId: context.requestId,
      stack: asError(thrown).stack,
    });
    return finish("bug", failure(bug(tool, context.requestId)));
  } finally {
    surroundings.deadlines.remove(deadline);
    deadline.end();
  }
}

/** A call as its tool sees it. */
class RunningCall implements ToolCall {
  readonly caller: ToolCall["caller"];
  readonly control: ToolCall["control"];
  readonly pygen: ToolCall["pygen"];
  readonly preferences: ToolCall["preferences"];
  readonly limits: ToolCall["limits"];
  readonly requestId: string;
  readonly transport: ToolCall["transport"];
  readonly readLocalFile?: NonNullable<ToolCall["readLocalFile"]>;
  readonly #context: CallContext;
  readonly #deadline: CallDeadline;
  readonly #metadata: Record<string, unknown>;

  constructor(
    context: CallContext,
    surroundings: CallSurroundings,
    deadline: CallDeadline,
    metadata: Record<string, unknown>,
  ) {
    this.caller = context.caller;
    this.control = surroundings.control;
    this.pygen = surroundings.pygen;
    this.preferences = context.preferences;
    this.limits = surroundings.limits;
    this.requestId = context.requestId;
    this.transport = context.transport;
    if (context.readLocalFile !== undefined) this.readLocalFile = context.readLocalFile;
    this.#context = context;
    this.#deadline = deadline;
    this.#metadata = metadata;
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }

  progress(message: string): void {
    this.#context.progress(message);
  }

  note(metadata: Readonly<Record<string, unknown>>): void {
    Object.assign(this.#metadata, metadata);
  }
}

/** No name of an org is longer; more of what was asked for is not worth repeating. */
const orgNameLengthMax = 255;

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
