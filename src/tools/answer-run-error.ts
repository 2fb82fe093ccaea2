import { z } from "zod";
import type { RunFailure } from "../control/runs/runs.ts";

export const runErrorSchema = z.object({
  snap: z.string().optional(),
  error: z.string(),
  reason: z.string(),
  resolution: z.string(),
});

/** An error of a run as an answer shows it. */
export function answerRunError(failure: RunFailure): z.output<typeof runErrorSchema> {
  const snap = failure.snapLabel ?? failure.snapId;
  return {
    ...(snap === undefined ? {} : { snap }),
    error: failure.error,
    reason: failure.reason,
    resolution: failure.resolution,
  };
}
