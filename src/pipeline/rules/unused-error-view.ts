import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import { viewName } from "../snap-words.ts";

export default defineRule({
  code: "unused-error-view",
  summary: "An error view that is linked gets the Snap's errors.",
  *check({ pipeline, links }: LintContext): Iterable<Finding> {
    for (const snap of pipeline.snaps) {
      if (snap.errorBehavior === "continue") continue;
      for (const view of snap.errorViews) {
        const [link] = links.from(snap.id, view.id);
        if (link === undefined) continue;
        yield {
          code: "unused-error-view",
          severity: "warning",
          place: placeOf(snap, { view: view.id, link: link.id }),
          error: `The error view ${viewName(view)} of "${snap.label}" is linked but gets nothing.`,
          reason: `Expected \`error_behavior\` "continue" (Route Error Data to Error View); found "${snap.errorBehavior}".`,
          resolution: 'Set `error_behavior` to "continue", or remove the link.',
          fix: { summary: "Route errors to the error view", replacement: "continue" },
        };
      }
    }
  },
});
