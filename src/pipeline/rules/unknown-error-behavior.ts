import type { Finding } from "../../base/finding.ts";
import { nearestNames } from "../../base/nearest.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import { memberAt, memberOf, textOf } from "../tree-access.ts";

const behaviors = ["fail", "continue", "ignore", "none"];

/** The words of the Designer, which nobody finds in a file but which people write into one. */
const designerWords: Readonly<Record<string, string>> = {
  "stop pipeline execution": "fail",
  "route error data to error view": "continue",
  "discard error data and continue": "ignore",
};

export default defineRule({
  code: "unknown-error-behavior",
  summary: "The error behaviour of every Snap is one that exists; another is read as `fail`.",
  *check({ pipeline }: LintContext): Iterable<Finding> {
    const snapMap = memberOf(pipeline.tree, "snap_map");
    for (const snap of pipeline.snaps) {
      const stated = textOf(memberAt(snapMap, snap.id, "property_map", "error", "error_behavior"));
      const word = stated?.toLowerCase() ?? "";
      if (word === "" || behaviors.includes(word)) continue;
      const meant = designerWords[word] ?? nearestNames(word, behaviors, 1)[0];
      yield {
        code: "unknown-error-behavior",
        severity: "warning",
        place: placeOf(snap, { setting: "error.error_behavior" }),
        error: `"${snap.label}" has an error behaviour that does not exist.`,
        reason: `Expected "fail", "continue" or "ignore"; found "${word.slice(0, 60)}", which is read as "fail".`,
        resolution:
          meant === undefined
            ? 'Set `error_behavior` to "fail", "continue" or "ignore".'
            : `Set \`error_behavior\` to "${meant}".`,
        ...(meant === undefined
          ? {}
          : { fix: { summary: `Set it to "${meant}"`, replacement: meant } }),
      };
    }
  },
});
