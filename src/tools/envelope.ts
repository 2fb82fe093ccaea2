import type { Refusal } from "../base/errors.ts";

/** What every tool answers with. */
export interface Envelope {
  readonly success: boolean;
  readonly response: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The `outputSchema` of every tool; what `response` holds is in the tool's description and its `response` schema. */
export const envelopeSchema = {
  type: "object",
  properties: {
    success: { type: "boolean" },
    response: { type: "object" },
    metadata: { type: "object" },
  },
  required: ["success", "response", "metadata"],
} as const;

/** `response` of a call that failed. */
export function failure(refusal: Refusal): {
  readonly error: string;
  readonly reason: string;
  readonly resolution: string;
  readonly code: string;
} {
  return {
    error: refusal.message,
    reason: refusal.reason,
    resolution: refusal.resolution,
    code: refusal.code,
  };
}
