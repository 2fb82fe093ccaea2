import { Refusal } from "../../base/errors.ts";

/** `promise`, or a refusal when it is not settled after `timeoutMs`, or the signal's reason as soon as it is aborted. */
export async function within<T>(
  promise: Promise<T>,
  timeoutMs: number,
  signal: AbortSignal,
  late: () => Refusal,
): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(late()), timeoutMs);
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
