import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";

export default defineRule({
  code: "empty-pipeline",
  summary: "A pipeline has a Snap.",
  *check({ pipeline }): Iterable<Finding> {
    if (pipeline.snaps.length > 0) return;
    yield {
      code: "empty-pipeline",
      severity: "warning",
      place: { pointer: "/snap_map" },
      error: "The pipeline has no Snaps.",
      reason: "Expected at least one Snap in `snap_map`; found none, so a run does nothing.",
      resolution: "Add Snaps, or check that the right file was given.",
    };
  },
});
