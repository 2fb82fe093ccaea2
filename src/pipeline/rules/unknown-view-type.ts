import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import type { SnapNode } from "../model.ts";
import { memberAt, memberOf, textOf } from "../tree-access.ts";

export default defineRule({
  code: "unknown-view-type",
  summary: "Every view is a document view or a binary view; another is read as a document view.",
  *check({ pipeline }: LintContext): Iterable<Finding> {
    const snapMap = memberOf(pipeline.tree, "snap_map");
    for (const snap of pipeline.snaps) {
      const properties = memberAt(snapMap, snap.id, "property_map");
      for (const side of ["input", "output", "error"] as const) {
        for (const view of viewsOf(snap, side)) {
          const stated = textOf(memberAt(properties, side, view.id, "view_type"));
          if (stated === undefined || /^(?:document|binary)$/i.test(stated)) continue;
          const meant = /^b|file|bytes/i.test(stated) ? "binary" : "document";
          yield {
            code: "unknown-view-type",
            severity: "warning",
            place: placeOf(snap, { view: view.id }),
            error: `The view \`${view.id}\` of "${snap.label}" has a type that does not exist.`,
            reason: `Expected "document" or "binary"; found "${stated.slice(0, 60)}", which is read as "document".`,
            resolution: `Set its \`view_type\` to "${meant}".`,
            fix: { summary: `Make it a ${meant} view`, replacement: meant },
          };
        }
      }
    }
  },
});

function viewsOf(snap: SnapNode, side: "input" | "output" | "error"): SnapNode["inputs"] {
  if (side === "error") return snap.errorViews;
  return side === "input" ? snap.inputs : snap.outputs;
}
