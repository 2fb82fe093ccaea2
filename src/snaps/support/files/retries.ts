import { sleep } from "../../../base/abort.ts";
import { Refusal, type RefusalCode } from "../../../base/errors.ts";
import { integer } from "../../../engine/settings/integer.ts";

/** The settings of Snaps that try again when a server does not answer. */
export const retrySettings = {
  retries: integer({
    help: "How often to try again when the server does not answer or breaks off.",
    default: 0,
    maximum: 1_000,
  }),
  retryInterval: integer({ help: "Seconds between two attempts.", default: 1, maximum: 86_400 }),
};

export interface RetryOptions {
  /** How often to try again after the first time. */
  readonly retries: number;
  readonly retryIntervalMs: number;
  readonly signal: AbortSignal;
}

/** Refusals that may be none the next time. */
const passing: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "unavailable",
  "timeout",
  "overloaded",
  "bad-gateway",
]);

/** What bound retry settings say. */
export function retriesOf(
  settings: { readonly retries: number; readonly retryInterval: number },
  signal: AbortSignal,
): RetryOptions {
  const { retries, retryInterval } = settings;
  return { retries, retryIntervalMs: retryInterval * 1000, signal };
}

/** Does it again when it fails for a reason that may pass. A refusal that stays is not asked for twice. */
export async function withRetries<T>(
  { retries, retryIntervalMs, signal }: RetryOptions,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (failure) {
      const isFinal = failure instanceof Refusal && !passing.has(failure.code);
      if (isFinal || tries >= retries) throw failure;
      await sleep(retryIntervalMs, signal);
    }
  }
}
