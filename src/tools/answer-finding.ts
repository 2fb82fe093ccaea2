import { z } from "zod";
import type { Finding } from "../base/finding.ts";

export const findingSchema = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  snap: z.string().optional(),
  setting: z.string().optional(),
  error: z.string(),
  reason: z.string(),
  resolution: z.string(),
  fix: z.string().optional(),
});

/** A finding as an answer shows it: where by label and setting, and what to write instead when that is known. */
export function answerFinding(finding: Finding): z.output<typeof findingSchema> {
  const { place, fix } = finding;
  const snap = place.snapLabel ?? place.snapId;
  const setting = place.setting ?? place.view ?? place.link ?? place.pointer;
  return {
    code: finding.code,
    severity: finding.severity,
    ...(snap === undefined ? {} : { snap }),
    ...(setting === undefined ? {} : { setting }),
    error: finding.error,
    reason: finding.reason,
    resolution: finding.resolution,
    ...(fix === undefined ? {} : { fix: `${fix.summary}: ${fix.replacement}` }),
  };
}
