import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { openInputs, openOutputs } from "../graph.ts";
import type { LintContext } from "../lint-context.ts";
import type { Pipeline } from "../model.ts";
import { listWords } from "../snap-words.ts";
import { memberAt, membersOf } from "../tree-access.ts";

/**
 * The stored maps are derived from the links, and a run goes by the links. Maps that are missing say nothing. Error views
 * are not compared: exports keep them elsewhere.
 */
export default defineRule({
  code: "open-views-differ",
  summary: "The open views that the file lists are those that no link touches.",
  *check({ pipeline }: LintContext): Iterable<Finding> {
    const outputs = openOutputs(pipeline).filter((open) => open.role === "output");
    yield* compare(
      pipeline,
      "input",
      openInputs(pipeline).map((open) => open.key),
    );
    yield* compare(
      pipeline,
      "output",
      outputs.map((open) => open.key),
    );
  },
});

function* compare(
  pipeline: Pipeline,
  side: "input" | "output",
  keys: readonly string[],
): Iterable<Finding> {
  const section = memberAt(pipeline.tree, "property_map", side);
  if (section?.kind !== "object") return;
  const errorKeys = new Set(
    pipeline.snaps.flatMap((snap) => snap.errorViews.map((view) => `${snap.id}_${view.id}`)),
  );
  const listed = membersOf(section).map((member) => member.key);
  const stored = new Set(listed);
  const open = new Set(keys);
  const missing = keys.filter((key) => !stored.has(key));
  const stale = listed.filter((key) => !open.has(key) && !errorKeys.has(key));
  if (missing.length + stale.length === 0) return;
  yield {
    code: "open-views-differ",
    severity: "warning",
    place: { pointer: `/property_map/${side}` },
    error: `The file's list of open ${side} views does not agree with its links.`,
    reason: `Expected ${keyWords(keys)} by the links; found ${keyWords(listed)}. The links count.`,
    resolution: `Nothing has to be done if the links are right; saving the pipeline writes the list anew.`,
  };
}

function keyWords(keys: readonly string[]): string {
  if (keys.length === 0) return "no open view";
  return listWords(keys.map((key) => `\`${key}\``));
}
