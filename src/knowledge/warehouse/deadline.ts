import { throwIfAborted } from "../../base/abort.ts";
import { Refusal } from "../../base/errors.ts";

/** Runs the work with a signal that is aborted with the given one, and by itself when the time for a query is over. */
export async function withDeadline<Result>(
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  throwIfAborted(signal);
  const inner = new AbortController();
  const forward = (): void => inner.abort(signal.reason);
  signal.addEventListener("abort", forward, { once: true });
  const timer = setTimeout(() => inner.abort(tooSlow(timeoutMs)), timeoutMs);
  try {
    return await work(inner.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", forward);
  }
}

function tooSlow(timeoutMs: number): Refusal {
  return new Refusal(
    "timeout",
    "The question took too long",
    `It was not answered within ${timeoutMs / 1000} seconds, the time that \`warehouseQueryTimeoutMs\` allows.`,
    "Ask about fewer rows: filter, or group by fewer attributes. Or try again when less is going on.",
  );
}
