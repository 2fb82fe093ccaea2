import { isObject } from "../../src/base/json.ts";

/** An event as a client of server-sent events sees it. */
export interface SentEvent {
  readonly id: string | undefined;
  /** The JSON-RPC message; nothing in an event that only has an id. */
  readonly message: Record<string, unknown> | undefined;
}

/** The events of an answer as they come; ends with the stream, also when the connection breaks. */
export async function* sentEvents(answer: Response): AsyncGenerator<SentEvent> {
  let text = "";
  const decoder = new TextDecoder();
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const event = readEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (event !== undefined) yield event;
      }
    }
  } catch {
    // The connection broke, which is what the tests that use this are about.
  }
}

function readEvent(text: string): SentEvent | undefined {
  const id = /^id: (.*)$/m.exec(text)?.[1];
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? "";
  const message: unknown = data === "" ? undefined : JSON.parse(data);
  if (id === undefined && message === undefined) return undefined;
  return { id, message: isObject(message) ? message : undefined };
}
