import { ConnectionFailure } from "../../../engine/egress/connection-failure.ts";
import { headerOf } from "./http-message.ts";
import { repeatableMethods } from "./request-method.ts";
import type { EgressAnswer } from "../../../engine/egress/egress.ts";

/** When a request is sent again, and after how long. */
export interface RetryPolicy {
  readonly retriesMax: number;
  readonly intervalMs: number;
  /** Whether an answer asks for another try. */
  readonly retries: (answer: EgressAnswer) => boolean;
  readonly usesRetryAfter: boolean;
}

/** Whether a failure may be mended by sending again. What has effects is not sent again once it may have arrived. */
export function mayRepeat(failure: unknown, method: string): boolean {
  return failure instanceof ConnectionFailure && (!failure.sent || repeatableMethods.has(method));
}

/** The statuses that a retry policy speaks of: connection errors are retried under every policy. */
export function retriedStatuses(policy: string): (status: number) => boolean {
  if (/\ball\b/i.test(policy)) return (status) => status >= 400;
  if (/server|gateway|http|5xx/i.test(policy)) return (status) => status >= 500;
  return () => false;
}

/** How long the server asks to wait, in milliseconds; undefined when it asks for nothing. */
export function retryAfterMs(answer: EgressAnswer, now: number): number | undefined {
  const text = headerOf(answer.headers, "retry-after")?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
