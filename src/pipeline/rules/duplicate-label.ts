import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { placeOf } from "../lint-context.ts";

export default defineRule({
  code: "duplicate-label",
  summary: "No two Snaps have the same label, so that findings and counts name one Snap.",
  *check({ pipeline }): Iterable<Finding> {
    const labels = new Set(pipeline.snaps.map((snap) => snap.label));
    const seen = new Set<string>();
    for (const snap of pipeline.snaps) {
      if (!seen.has(snap.label)) {
        seen.add(snap.label);
        continue;
      }
      const label = freeLabel(snap.label, labels);
      labels.add(label);
      yield {
        code: "duplicate-label",
        severity: "warning",
        place: placeOf(snap),
        error: `Two Snaps are called "${snap.label}".`,
        reason:
          "Expected a label of its own for every Snap; findings, counts and logs name Snaps by it.",
        resolution: `Rename one of them, for instance to "${label}".`,
        fix: { summary: `Rename the later Snap to "${label}"`, replacement: label },
      };
    }
  },
});

function freeLabel(label: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const candidate = `${label} ${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
