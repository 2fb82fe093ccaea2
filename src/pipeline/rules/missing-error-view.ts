import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf } from "../lint-context.ts";

export default defineRule({
  code: "missing-error-view",
  summary: "A Snap that routes its errors to an error view has one.",
  *check({ pipeline }): Iterable<Finding> {
    for (const snap of pipeline.snaps) {
      if (snap.errorBehavior !== "continue" || snap.errorViews.length > 0) continue;
      yield {
        code: "missing-error-view",
        severity: "warning",
        place: placeOf(snap),
        error: `"${snap.label}" routes its errors to an error view, but has none.`,
        reason:
          'Expected a view such as `error0` beside `error_behavior` "continue"; found none, so its errors are lost.',
        resolution: 'Add the error view `error0`, or set `error_behavior` to "fail" or "ignore".',
      };
    }
  },
});
