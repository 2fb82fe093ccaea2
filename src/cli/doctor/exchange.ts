import { isObject } from "../../base/json.ts";

export type Fetch = typeof fetch;

/** One request of the handshake and what came back, read as far as it can be. */
export interface Exchange {
  readonly status: number;
  readonly sessionId: string | undefined;
  readonly isEventStream: boolean;
  readonly text: string;
  /** The JSON-RPC response, or the JSON body of a refusal. */
  readonly message: Readonly<Record<string, unknown>> | undefined;
}

export interface Ask {
  readonly method: "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  /** Absent sends none. */
  readonly body?: unknown;
}

export async function exchange(
  send: Fetch,
  endpoint: string,
  { method, headers, body }: Ask,
  signal: AbortSignal,
): Promise<Exchange> {
  const response = await send(endpoint, {
    method,
    redirect: "manual",
    signal,
    headers: {
      accept: "application/json, text/event-stream",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  const isEventStream = type.startsWith("text/event-stream");
  return {
    status: response.status,
    sessionId: response.headers.get("mcp-session-id") ?? undefined,
    isEventStream,
    text,
    message: isEventStream ? lastMessage(text) : parsed(text),
  };
}

/** The last message of a stream that answers one request: the answer itself. */
function lastMessage(text: string): Readonly<Record<string, unknown>> | undefined {
  const events = text.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return parsed(events.at(-1)?.slice("data:".length) ?? "");
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
