import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf, severityFor } from "../lint-context.ts";
import { snapName } from "../snap-words.ts";

export default defineRule({
  code: "snap-not-implemented",
  summary: "Every Snap can run on this build.",
  *check({ known }): Iterable<Finding> {
    for (const { snap, shape } of known) {
      if (shape.implemented) continue;
      yield {
        code: "snap-not-implemented",
        severity: severityFor(snap),
        place: placeOf(snap),
        error: `${snapName(snap, shape)} cannot run on this build.`,
        reason: `Expected a Snap that this build runs; \`${snap.classId}\` is known by name only.`,
        resolution:
          'Replace the Snap, or set its `execution_mode` to "Disabled" to run what does not depend on it.',
      };
    }
  },
});
