import type { Finding } from "../../base/finding.ts";
import { defineRule } from "../define-rule.ts";
import { type LintContext, placeOf } from "../lint-context.ts";
import type { Link, SnapNode, View } from "../model.ts";
import { contentWords, listWords, viewName } from "../snap-words.ts";

export default defineRule({
  code: "doubly-linked-view",
  summary: "Every view carries at most one link.",
  *check({ pipeline, links }: LintContext): Iterable<Finding> {
    for (const snap of pipeline.snaps) {
      for (const view of [...snap.outputs, ...snap.errorViews]) {
        const leaving = links.from(snap.id, view.id);
        if (leaving.length > 1) yield fanOut(snap, view, leaving);
      }
      for (const view of snap.inputs) {
        const arriving = links.into(snap.id, view.id);
        if (arriving.length > 1) yield fanIn(snap, view, arriving);
      }
    }
  },
});

function fanOut(snap: SnapNode, view: View, links: readonly Link[]): Finding {
  const copy = view.type === "document" ? "Copy" : "Binary Copy";
  return {
    ...common(snap, view, links),
    error: `Output view ${viewName(view)} of "${snap.label}" has ${links.length} links.`,
    resolution: `Link it to a ${copy} with ${links.length} output views, and those to the targets.`,
  };
}

function fanIn(snap: SnapNode, view: View, links: readonly Link[]): Finding {
  const remedy =
    view.type === "document"
      ? `Bring the ${links.length} streams together in a Union, or pair them in a Join, and link that.`
      : "Read each stream by a parser, bring the documents together in a Union, and link that.";
  return {
    ...common(snap, view, links),
    error: `Input view ${viewName(view)} of "${snap.label}" has ${links.length} links.`,
    resolution: remedy,
  };
}

function common(
  snap: SnapNode,
  view: View,
  links: readonly Link[],
): Pick<Finding, "code" | "severity" | "place" | "reason"> {
  const [, second] = links;
  const link = second === undefined ? {} : { link: second.id };
  return {
    code: "doubly-linked-view",
    severity: "error",
    place: placeOf(snap, { view: view.id, ...link }),
    reason: `Expected at most one link on a view, which carries one stream of ${contentWords(view.type)}; found ${listWords(links.map(({ id }) => `\`${id}\``))}.`,
  };
}
