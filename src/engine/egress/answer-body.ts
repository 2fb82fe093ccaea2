import type { IncomingMessage } from "node:http";
import { believe } from "../../base/believe.ts";
import { throwIfAborted } from "../../base/abort.ts";
import { connectionFailure, tooLate } from "./connection-failure.ts";
import { within } from "./within.ts";

/** The body as it comes. Only time in which the reader waits for the other side counts as waiting. */
export async function* answerBody(
  incoming: IncomingMessage,
  options: {
    readonly target: string;
    readonly readTimeoutMs: number;
    readonly signal: AbortSignal;
  },
): AsyncIterable<Uint8Array> {
  const { target, readTimeoutMs, signal } = options;
  const chunks = believe<AsyncIterator<Uint8Array, undefined>>(incoming[Symbol.asyncIterator]());
  const late = () => tooLate(target, "The next part of the answer", readTimeoutMs, true);
  try {
    for (;;) {
      const next = await within(chunks.next(), readTimeoutMs, signal, late);
      if (next.done === true) return;
      yield next.value;
    }
  } catch (failure) {
    throwIfAborted(signal);
    throw connectionFailure(target, failure, true);
  } finally {
    if (!incoming.complete) incoming.destroy();
  }
}
